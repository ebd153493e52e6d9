// A keeper looks after the shared store from a terminal, while it serves.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "platform/host/host_files.hpp"
#include "platform/host/sha256.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::test {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("the audit tells who changed what when, without a word of it") {
    Company company;
    const std::string a = company.enrol("Counter-of-A");
    output_of(a, {"log", "--kind", "pain", "--words", "Nobody rang me back."});
    CHECK(synced(a).sent == 1);
    const std::string device = text_in(output_of(a, {"status", "--json"}), "device");
    CHECK(company.server.run({"backup", company.folder() + "/copy.db"}).code == 0);
    CHECK(company.server.run({"export"}).code == 0);
    CHECK(company.server.run({"revoke", device}).code == 0);

    const auto lines = lines_of(company.server.run({"audit", "--json"}).out);
    std::vector<std::string> deeds;
    for (const std::string& line : lines)
        deeds.push_back(text_in(line, "deed"));
    CHECK(deeds == std::vector<std::string>{"code", "enrolment", "push", "backup", "export", "revocation"});
    CHECK(text_in(lines[2], "device") == device);
    const std::string all = company.server.run({"audit"}).out + company.server.run({"audit", "--json"}).out;
    CHECK(all.find("rang") == std::string::npos);
    CHECK(all.find("Counter-of-A") == std::string::npos);
    CHECK(lines_of(company.server.run({"audit", "--device", device}).out).size() == 3);
    CHECK(company.server.run({"audit", "--since", "2100-01-01"}).out.empty());
    CHECK(company.server.run({"audit", "--since", "yesterday"}).code == 1);
    CHECK(company.server.run({"audit", "--device", "A"}).code == 1);
}

TEST_CASE("doctor says what will go wrong before it does") {
    Company company;
    const std::string a = company.enrol("A");
    output_of(a, {"log", "--kind", "pain", "--words", "Nobody rang me back."});
    CHECK(synced(a).sent == 1);
    const TestAuthority authority(company.folder(), "company");
    const platform::TlsFiles files = authority.issue({.valid_for_days = 3});
    ::chmod(files.key.c_str(), 0644);
    const std::string store = company.folder() + "/server";
    ::chmod(store.c_str(), 0755);
    ::chmod((store + "/shared.db").c_str(), 0644);

    const Arguments doctor{"doctor", "--tls-cert", files.certificate, "--tls-key", files.key};
    const Outcome before = company.server.run(doctor);
    CHECK(before.code == 1);
    CHECK_THAT(before.out, ContainsSubstring("no backup was ever made") && ContainsSubstring("expires in 2 days") &&
                               ContainsSubstring("can read the key") && ContainsSubstring("chmod 700") &&
                               ContainsSubstring("serving: yes") && ContainsSubstring("clock: 2"));
    CHECK_THAT(before.err, ContainsSubstring("The data itself is sound."));

    ::chmod(store.c_str(), 0700);
    authority.issue({.valid_for_days = 300});
    const Outcome backup = company.server.run({"backup", company.folder() + "/copy.db"});
    CHECK_THAT(backup.err, ContainsSubstring("1 records, examined and sound"));
    const Outcome after = company.server.run(doctor);
    CHECK(after.out.find("backup was ever") == std::string::npos);
    CHECK(after.out.find("certificate: valid until") != std::string::npos);
    CHECK(after.out.find("chmod") == std::string::npos);
}

TEST_CASE("photos are backed up, missed, found damaged, and brought back") {
    Company company;
    platform::HostFiles files;
    const std::string a = company.enrol("A"), note = company.folder() + "/note.txt";
    REQUIRE(files.write_atomic(note, "What the customer wrote down for us."));
    output_of(a, {"log", "--kind", "pain", "--words", "Nobody rang me back.", "--attach", note});
    CHECK(synced(a).sent == 2);

    const std::string copy = company.folder() + "/media", backup = company.folder() + "/copy.db";
    const Outcome made = company.server.run({"backup", backup, "--media", copy});
    REQUIRE(made.code == 0);
    CHECK_THAT(made.err, ContainsSubstring("0 checked and sound, 1 copied, 0 mended, 0 not in the store yet"));
    CHECK_THAT(company.server.run({"backup", "--media", copy}).err, ContainsSubstring("1 checked and sound, 0 copied"));
    CHECK(company.server.run({"backup"}).code == 2);
    const std::string sha256 = platform::sha256_hex("What the customer wrote down for us.");
    const std::string path = sha256.substr(0, 2) + "/" + sha256;
    REQUIRE(files.write_atomic(copy + "/" + path, "What the customer wrote down for it."));
    CHECK_THAT(company.server.run({"backup", "--media", copy}).err, ContainsSubstring("0 copied, 1 mended"));

    const Outcome well = company.server.run({"doctor"});
    CHECK_THAT(well.out, ContainsSubstring("media: 1, of them not here yet: 0") && !ContainsSubstring("damaged"));
    const std::string file = company.folder() + "/server/blobs/" + path;
    REQUIRE(files.write_atomic(file, "What the disk made of it."));
    const Outcome damaged = company.server.run({"doctor"});
    CHECK(damaged.code == 1);
    CHECK_THAT(damaged.out, ContainsSubstring("wrong: the file " + file + " is damaged (note.txt, of story "));
    CHECK_THAT(damaged.err, ContainsSubstring("restore --media FOLDER"));
    const Outcome kept = company.server.run({"backup", "--media", copy});  // It says so too, and keeps the sound one.
    CHECK(kept.code == 1);
    CHECK_THAT(kept.err,
               ContainsSubstring("damaged in the store, and not copied: " + sha256 + " (note.txt, of story "));

    CHECK_THAT(company.server.run({"restore", "--media", copy}).err, ContainsSubstring("1 mended"));
    CHECK(files.read(file).value() == "What the customer wrote down for us.");
    REQUIRE(files.remove(file));
    CHECK_THAT(company.server.run({"doctor"}).out, ContainsSubstring("not here yet: " + sha256 + " (note.txt, of"));
    CHECK(company.server.stop() == 0);
    CHECK(company.server.run({"restore", backup, "--media", copy}).code == 0);
    CHECK(files.read(file).value() == "What the customer wrote down for us.");
}

TEST_CASE("the counters tell of the moment too") {
    Company company;
    const std::string a = company.enrol("A");
    TcpClient client(company.server.port());
    client.send("GET /metrics HTTP/1.1\r\nHost: store\r\n\r\n");
    const std::string metrics = client.read_answer();
    for (const char* name : {"earshot_connections 1\n", "earshot_requests_waiting 0\n", "earshot_store_bytes ",
                             "earshot_request_seconds_bucket{le=\"0.001\"}", "earshot_enrolments_total 1\n"}) {
        CHECK_THAT(metrics, ContainsSubstring(name));
    }
}

TEST_CASE("the log can be lines of JSON") {
    const TemporaryFolder folder;
    Server server(folder.file("server"));
    server.start({"--log-format", "json"});
    CHECK(server.stop() == 0);
    const auto lines = lines_of(platform::HostFiles().read(server.log_file()).value());
    REQUIRE(lines.size() >= 3);
    for (const std::string& line : lines)
        CHECK(text_in(line, "time").size() == 24);
    CHECK(text_in(lines.front(), "event") == "serving");
    CHECK(text_in(lines.back(), "event") == "ended");
}

TEST_CASE("a code can be handed over as a link or a picture") {
    Company company;
    const std::string png = company.folder() + "/join.png", svg = company.folder() + "/join.svg";
    const Outcome made = company.server.run({"enrol", "--site", "leeds", "--address", company.server.url(), "--qr"});
    REQUIRE(made.code == 0);
    const std::string code = lines_of(made.out).back();
    CHECK(code.size() == 8);
    CHECK_THAT(made.err, ContainsSubstring("█") && !ContainsSubstring("\x1b"));  // Nobody watches: no colours.
    const std::size_t from = made.err.find(company.server.url() + "/join#");
    REQUIRE(from != std::string::npos);
    const std::string link = made.err.substr(from, made.err.find('\n', from) - from);
    CHECK(link == company.server.url() + "/join#" + code.substr(0, 4) + "-" + code.substr(4));

    CHECK(company.server.run({"enrol", "--address", "127.0.0.1:1", "--qr-file", png}).code == 0);
    CHECK(company.server.run({"enrol", "--address", "127.0.0.1:1", "--qr-file", svg}).code == 0);
    platform::HostFiles files;
    CHECK(files.read(png).value().starts_with("\x89PNG"));
    CHECK(files.read(svg).value().starts_with("<svg"));

    const std::string data = company.folder() + "/linked";
    output_of(data, {"enrol", "--link", link, "--name", "Linked"});
    CHECK(text_in(output_of(data, {"status", "--json"}), "site") == "leeds");

    // The code is made and told, whatever becomes of its picture.
    const Outcome no_folder =
        company.server.run({"enrol", "--address", "127.0.0.1:1", "--qr-file", company.folder() + "/none/join.png"});
    CHECK(no_folder.code == 1);
    CHECK(lines_of(no_folder.out).back().size() == 8);

    // What cannot work makes no code.
    const auto codes = lines_of(company.server.run({"audit"}).out).size();
    const Outcome no_picture = company.server.run({"enrol", "--address", "127.0.0.1:1", "--qr-file", "join.gif"});
    CHECK(no_picture.code == 1);
    CHECK_THAT(no_picture.err, ContainsSubstring(".png or .svg"));
    CHECK(company.server.run({"enrol", "--address", "our store", "--qr"}).code == 1);
    CHECK(company.server.run({"enrol", "--qr"}).code == 2);
    CHECK(lines_of(company.server.run({"audit"}).out).size() == codes);
}

}  // namespace earshot::test
