"""The server is as sync/protocol/openapi.json says: python3 -B openapi_test.py <earshot-server>

Starts the real program with a store in a temporary folder, sends it the example of every operation in the document, and holds
each answer to the statuses, headers and schemas that the document lists. The addresses and methods that the server names itself
(in its 404 and in the header Allow) must be those of the document.
"""
import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import uuid

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "sync/protocol/openapi.json").read_text(encoding="utf-8"))
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
PATIENCE = 120  # seconds; a machine may be busy


def resolved(part):
    """What a reference leads to; RFC 6901."""
    while "$ref" in part:
        found = DOCUMENT
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        part = found
    return part


def validate(schema, value):
    """The whole document is the root, so that references within it hold."""
    root = {**DOCUMENT, "allOf": [schema]}
    errors = sorted(jsonschema.Draft202012Validator(root).iter_errors(value), key=lambda error: list(error.path))
    if errors:
        raise AssertionError("\n".join(f"{error.json_path}: {error.message}" for error in errors))


def operations():
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def parameters_of(path, operation):
    return [resolved(each) for each in DOCUMENT["paths"][path].get("parameters", []) + operation.get("parameters", [])]


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, dict(response.getheaders()), body

    def header(self, name):
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body)


class Server:
    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        self.program = program
        self.process = subprocess.Popen([program, "--data", self.folder.name, "serve", "--listen", "127.0.0.1:0", "--company",
                                         "Northway Home", "--quiet"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def stop(self):
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.folder.cleanup()
        return code

    def run(self, *arguments):
        return subprocess.run([self.program, "--data", self.folder.name, *arguments], check=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=PATIENCE).stdout

    def new_code(self, role, site):
        return self.run("enrol", "--role", role, "--site", site).split()[-1]

    def ask(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method.upper(), target, body.encode() if isinstance(body, str) else body, headers or {})
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def enrol(self, role, site, device=None):
        asked = {"code": self.new_code(role, site), "device": device or str(uuid.uuid4()), "name": "Reports"}
        answer = self.ask("POST", "/v1/enrol", json.dumps(asked), {"Content-Type": "application/json"})
        assert answer.status == 200, answer.body
        return asked["device"], answer.json()["token"]


class OpenApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(sys.argv[1])

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    # ---- the document itself ----

    def test_the_document_holds_together(self):
        names = []
        for path, method, operation in operations():
            with self.subTest(path=path, method=method):
                names.append(operation["operationId"])
                told = parameters_of(path, operation)
                self.assertEqual({each["name"] for each in told if each["in"] == "path"}, set(re.findall(r"{(\w+)}", path)))
                self.assertEqual(len({(each["in"], each["name"]) for each in told}), len(told))
                for each in told:
                    if "example" in each:
                        validate(each["schema"], each["example"])
                for status, response in operation["responses"].items():
                    response = resolved(response)
                    self.assertTrue(response["description"], status)
                    for part in response.get("content", {}).values():
                        if "example" in part and "schema" in part:
                            validate(part["schema"], part["example"])
                for part in operation.get("requestBody", {}).get("content", {}).values():
                    if "schema" in part:
                        validate(part["schema"], part["example"])
                    for line in part["example"].splitlines() if "x-line-schema" in part else ():
                        validate(part["x-line-schema"], json.loads(line))
        self.assertEqual(len(names), len(set(names)))
        for schema in DOCUMENT["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)

        def references(part):
            if isinstance(part, dict):
                if "$ref" in part:
                    resolved(part)
                    yield part["$ref"]
                for each in part.values():
                    yield from references(each)
            elif isinstance(part, list):
                for each in part:
                    yield from references(each)
        used = set(references(DOCUMENT))
        for group, parts in DOCUMENT["components"].items():
            for name in parts:
                if group != "securitySchemes" and name not in ("WrongMethod", "NothingHere"):
                    self.assertIn(f"#/components/{group}/{name}", used)

    def test_the_server_gives_the_document_that_it_was_built_with(self):
        self.assertEqual(self.server.ask("GET", "/v1/openapi.json").json(), DOCUMENT)

    # ---- the same addresses and methods ----

    def test_the_addresses_are_those_of_the_document(self):
        answer = self.server.ask("GET", "/v1/nothing")
        self.check_problem(answer, "NothingHere")
        named = set(re.findall(r"/[\w./{}]*[\w}]", answer.json()["detail"]))
        self.assertEqual(named, set(DOCUMENT["paths"]))

    def test_the_methods_are_those_of_the_document(self):
        _, token = self.server.enrol("teller", "leeds")
        for path, item in DOCUMENT["paths"].items():
            with self.subTest(path=path):
                target = path.replace("{id}", "0123").replace("{sha256}", "ab" * 32)
                answer = self.server.ask("PUT", target, headers={"Authorization": "Bearer " + token, "Tus-Resumable": "1.0.0"})
                self.check_problem(answer, "WrongMethod")
                known = {method for method in METHODS if method in item}
                if "get" in known:
                    known.add("head")  # RFC 9110: whoever answers GET answers HEAD.
                self.assertEqual({method.lower() for method in answer.header("Allow").split(", ")}, known)

    # ---- every operation ----

    def test_every_example_is_answered_as_the_document_says(self):
        server, live = self.server, {}
        bodies = {}
        device = DOCUMENT["paths"]["/v1/enrol"]["post"]["requestBody"]["content"]["application/json"]["example"]["device"]
        token = None
        done = []
        for path, method, operation in operations():
            with self.subTest(path=path, method=method):
                body, headers = None, {}
                if "requestBody" in operation:
                    (headers["Content-Type"], part), = operation["requestBody"]["content"].items()
                    body = part["example"]
                    if path == "/v1/enrol":
                        body = {**body, "code": server.new_code("leader", "leeds")}
                    if path == "/v1/exchange":
                        first = server.ask("POST", path, json.dumps({**body, "push": []}),
                                           {"Content-Type": "application/json", "Authorization": "Bearer " + token})
                        self.check_answer(path, method, operation, first)
                        self.assertTrue(first.json()["start_over"])
                        body = {**body, "epoch": first.json()["epoch"]}
                    body = body if isinstance(body, str) else json.dumps(body)
                target, query = path, []
                for each in parameters_of(path, operation):
                    if "example" not in each:
                        continue
                    if each["in"] == "path":
                        target = target.replace("{%s}" % each["name"], live.get((path, each["name"]), str(each["example"])))
                    elif each["in"] == "query":
                        query.append(f"{each['name']}={each['example']}")
                    else:
                        headers[each["name"]] = str(each["example"])
                target += "?" + "&".join(query) if query else ""
                if operation.get("security") != []:
                    self.check_problem(server.ask(method, target, body, headers), "NotKnown", operation, method)
                    self.check_problem(server.ask(method, target, body, {**headers, "Authorization": "Bearer " + "0" * 64}),
                                       "NotKnown", operation, method)
                    headers["Authorization"] = "Bearer " + token
                answer = server.ask(method, target, body, headers)
                self.assertLess(answer.status, 300, answer.body)
                self.check_answer(path, method, operation, answer)
                bodies[operation["operationId"]] = answer
                if path == "/v1/enrol":
                    token = answer.json()["token"]
                if path == "/v1/uploads" and method == "post":
                    live["/v1/uploads/{id}", "id"] = answer.header("Location").rsplit("/", 1)[1]
                if path == "/v1/uploads/{id}" and method == "patch":  # What is complete cannot be given up: another one.
                    headers = {"Authorization": "Bearer " + token, "Tus-Resumable": "1.0.0", "Upload-Length": "9",
                               "Upload-Metadata": "sha256 " + "MDAw" * 21 + "MA=="}
                    other = server.ask("POST", "/v1/uploads", headers=headers)
                    self.assertEqual(other.status, 201, other.body)
                    live["/v1/uploads/{id}", "id"] = other.header("Location").rsplit("/", 1)[1]
                done.append(operation["operationId"])
        self.assertEqual(done, [operation["operationId"] for _, _, operation in operations()])
        # The examples tell of the same story.
        story = bodies["readStory"].json()
        expected = DOCUMENT["paths"]["/v1/stories/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
        self.assertEqual(story, expected)
        self.assertEqual(bodies["listStories"].json(), {"stories": [story]})
        self.assertEqual([json.loads(line) for line in bodies["exportStories"].body.splitlines()], [story])
        report = bodies["importStories"].json()
        self.assertEqual((report["rows"], report["added"], report["echoes_added"], report["skipped"]), (2, 2, 2, []))
        self.assertEqual(bodies["readBlob"].body, b"The lamp, ")
        self.check_roles_and_pages(device, token)

    def check_roles_and_pages(self, device, token):
        server = self.server
        known = {"Authorization": "Bearer " + token}
        rows = [{"kind": "praise", "words": f"Row {i}", "site": "leeds", "customer_reference": "C-1017",
                 "consent": "none" if i == 0 else "company", "happened": "2026-10-0%d" % (i + 1)} for i in range(5)]
        lines = "".join(json.dumps(row) + "\n" for row in rows) + '{"kind":"praise","words":"x","mood":9}\n'
        post = DOCUMENT["paths"]["/v1/import"]["post"]
        typed = {**known, "Content-Type": "application/x-ndjson"}
        first = server.ask("POST", "/v1/import", lines, typed)
        self.check_answer("/v1/import", "post", post, first)
        self.assertEqual(first.json()["added"], 5)
        self.assertEqual([row["line"] for row in first.json()["skipped"]], [6])
        again = server.ask("POST", "/v1/import", lines, typed).json()
        self.assertEqual((again["added"], again["already_here"]), (0, 5))

        get = DOCUMENT["paths"]["/v1/stories"]["get"]
        seen, target = [], "/v1/stories?month=2026-10&limit=2"
        while target:
            page = server.ask("GET", target, headers=known)
            self.check_answer("/v1/stories", "get", get, page)
            seen += [story["words"] for story in page.json()["stories"]]
            target = re.fullmatch(r"<(.*)>; rel=\"next\"", page.header("Link"))[1] if page.header("Link") else None
        self.assertEqual(seen, [f"Row {i}" for i in (4, 3, 2, 1, 0)])
        table = server.ask("GET", "/v1/export?format=csv&month=2026-10", headers=known)
        self.check_answer("/v1/export", "get", DOCUMENT["paths"]["/v1/export"]["get"], table)
        self.assertEqual(len(table.body.splitlines()), 6)

        # A teller of another site is told neither who it was nor what was said in confidence.
        _, other = server.enrol("teller", "york")
        page = server.ask("GET", "/v1/stories?month=2026-10", headers={"Authorization": "Bearer " + other})
        self.check_answer("/v1/stories", "get", get, page)
        self.assertNotIn(b"C-1017", page.body)
        self.assertNotIn(b"Row 0", page.body)
        self.assertEqual(len(page.json()["stories"]), 5)

        for query in ("limit=0", "limit=1001", "limit=99999999999999999999", "after=x", "month=2026-13", "kind=joy", "sort=words",
                      "site=a&site=b", "site=%zz", "site=%ff"):
            with self.subTest(query=query):
                self.check_problem(server.ask("GET", "/v1/stories?" + query, headers=known), "BadRequest", get)
        self.check_problem(server.ask("GET", "/v1/stories/" + str(uuid.uuid4()), headers=known), "NoSuchStory")
        self.check_problem(server.ask("POST", "/v1/import", lines, {**known, "Content-Type": "text/csv"}), "UnknownType", post)
        asked = DOCUMENT["paths"]["/v1/exchange"]["post"]["requestBody"]["content"]["application/json"]["example"]
        self.check_problem(server.ask("POST", "/v1/exchange", json.dumps({**asked, "device": str(uuid.uuid4())}),
                                      {**known, "Content-Type": "application/json"}), "NotThisDevice")
        server.run("revoke", device)
        self.check_problem(server.ask("GET", "/v1/stories", headers=known), "NotKnown", get)

    # ---- one answer ----

    def check_answer(self, path, method, operation, answer):
        self.assertIn(str(answer.status), operation["responses"], answer.body)
        self.check_response(resolved(operation["responses"][str(answer.status)]), answer, method)

    def check_response(self, response, answer, method):
        for name, header in response.get("headers", {}).items():
            header = resolved(header)
            value = answer.header(name)
            self.assertFalse(value is None and header.get("required"), f"no header {name}")
            if value is not None:
                validate(header["schema"], value)
        if method == "head" or "content" not in response:
            self.assertEqual(answer.body, b"")
            return
        types = response["content"]
        kind = answer.header("Content-Type").split(";")[0]
        self.assertIn(kind, types)
        if kind.endswith("json") and kind != "application/x-ndjson":
            validate(types[kind]["schema"], answer.json())
        elif "schema" in types[kind]:
            validate(types[kind]["schema"], answer.body.decode())
        for line in answer.body.decode().splitlines() if "x-line-schema" in types[kind] else ():
            validate(types[kind]["x-line-schema"], json.loads(line))

    def check_problem(self, answer, name, operation=None, method="get"):
        """The answer is this problem of the document, and the operation, if one is given, lists it."""
        if operation:
            self.assertEqual(operation["responses"].get(str(answer.status)), {"$ref": "#/components/responses/" + name}, answer.body)
        problem = DOCUMENT["components"]["responses"][name]
        self.check_response(problem, answer, method)
        if method != "head":
            self.assertEqual(answer.json()["status"], answer.status)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
