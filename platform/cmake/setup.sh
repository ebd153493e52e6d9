#!/bin/sh
# Makes a Debian-family machine ready to build Earshot: ./platform/cmake/setup.sh build [fonts] [tests] [fuzz]
#
# Installs the packages that are missing and unpacks the pinned sources of sources.lock into the dependency folder, which all
# checkouts of one user share (EARSHOT_DEPS_DIR, otherwise ~/.cache/earshot/deps). It asks nothing, and does nothing the second time.
# The package mirror is the one this machine is configured for; its configuration is read, never edited.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
lock="$here/sources.lock"
deps_dir=${EARSHOT_DEPS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/earshot/deps}

packages_build="g++ make cmake ninja-build ccache mold pkg-config dpkg-dev git python3 xz-utils ca-certificates
    libsdl2-dev libcurl4-openssl-dev libboost-dev libssl-dev libzstd-dev zlib1g-dev libfmt-dev libcli11-dev
    libfreetype-dev libqrcodegencpp-dev libzxing-dev libcsv-dev libpng-dev libturbojpeg0-dev libwebp-dev libpq-dev"
packages_fonts="fonts-inter fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-materialdesignicons-webfont"
packages_tests="xvfb xauth xdotool postgresql python3-jsonschema"  # The tests start a PostgreSQL of their own and never use the machine's.
packages_fuzz="clang"
packages_sqlite3="tcl"  # SQLite's own scripts join its sources into one file.

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "root is needed to run: $*. Run this as root, or install sudo."
    fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

package_lists_fresh=no
refresh_package_lists() {
    [ "$package_lists_fresh" = no ] || return 0
    say "refreshing the package lists"
    as_root apt-get update -qq >"$log" 2>&1 || { cat "$log" >&2; fail "apt-get update failed; nothing was changed."; }
    package_lists_fresh=yes
}

install_missing() {
    missing=
    for package in "$@"; do
        installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 || fail "this is not a Debian-family machine; install by hand:$missing"
    refresh_package_lists
    say "installing$missing"
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; fail "apt-get could not install:$missing"; }
}

# Whether the machine has, or could install, a package at least as new as "name>=version".
system_offers() {
    [ "$1" != - ] || return 1
    package=${1%%>=*}
    candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [ -n "$candidate" ] && [ "$candidate" != "(none)" ] && dpkg --compare-versions "$candidate" ge "${1##*>=}"
}

# Prints "URI<tab>keyring" of every archive of this machine that could be Debian's own, from one-line and deb822 source lists
# alike. Others that look like it do no harm: what is fetched is checked against the pinned hash.
machine_archives() {
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-sid}")
    {
        cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk -v codename="$codename" '
            function flush() {
                if (types ~ /deb/ && suites ~ " (" codename "|stable|testing|unstable|sid)( |$)" && components ~ / main( |$)/ &&
                    enabled != "no") print uri "\t" key
                types = uri = suites = components = key = enabled = ""
            }
            /^[ \t]*$/ { flush(); next }
            tolower($1) == "types:"      { types = $0 }
            tolower($1) == "uris:"       { uri = $2 }
            tolower($1) == "suites:"     { suites = $0 }
            tolower($1) == "components:" { components = $0 }
            tolower($1) == "enabled:"    { enabled = tolower($2) }
            tolower($1) == "signed-by:"  { key = $2 }
            END { flush() }'
        cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk -v codename="$codename" '
            $1 == "deb" || $1 == "deb-src" {
                key = ""
                if (match($0, /signed-by=[^] ,]+/)) key = substr($0, RSTART + 10, RLENGTH - 10)
                sub(/\[[^]]*\]/, "")
                if ($3 ~ "^(" codename "|stable|testing|unstable|sid)$" && $0 ~ / main( |$)/) print $2 "\t" key
            }'
    } | sort -u
}

# An apt of our own, with its own source list and state, that looks for suite "$1" in the machine's archives.
private_apt() {
    suite=$1
    shift
    area="$work/apt-$suite"
    if [ ! -d "$area" ]; then
        mkdir -p "$area/lists/partial" "$area/cache/archives/partial"
        machine_archives | while IFS="$(printf '\t')" read -r uri keyring; do
            printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\n' "$uri" "$suite"
            [ -n "$keyring" ] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg
            [ ! -f "$keyring" ] || printf 'Signed-By: %s\n' "$keyring"
            echo
        done >"$area/archive.sources"
        say "reading the source list of $suite"
        apt_in "$area" apt-get update -qq >"$log" 2>&1 || true  # An archive without this suite is no trouble.
    fi
    apt_in "$area" "$@"
}

apt_in() {
    area_=$1
    program=$2
    shift 2
    "$program" -o Dir::Etc::SourceList="$area_/archive.sources" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$area_/lists" \
        -o Dir::Cache="$area_/cache" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root "$@"
}

sha256_is() { [ -f "$1" ] && printf '%s  %s\n' "$2" "$1" | sha256sum -c --status -; }

# Downloads archive "$4" of source "$1" from one of the suites "$3" into the work folder, whatever packaging revision carries it.
fetch_from_archive() {
    command -v apt-get >/dev/null 2>&1 || return 1
    for suite in $(printf '%s' "$3" | tr ',' ' '); do
        version=$(private_apt "$suite" apt-cache showsrc "$1" 2>/dev/null |
            awk -v sha="$5" '$1 == "Version:" { version = $2 } $1 == sha { print version; exit }')
        [ -n "$version" ] || continue
        (cd "$work" && private_apt "$suite" apt-get source -qq --download-only --tar-only "$1=$version") >"$log" 2>&1 || true
        sha256_is "$work/$4" "$5" && return 0
        rm -f "$work/$4"
    done
    return 1
}

# Puts the upstream tree of "$1" (git+URL#commit or URL#sha256) into folder "$2".
fetch_from_upstream() {
    address=${1%%#*}
    pin=${1##*#}
    mkdir -p "$2"
    case "$address" in
        git+*)
            git -C "$2" init -q && git -C "$2" fetch -q --depth 1 "${address#git+}" "$pin" >"$log" 2>&1 &&
                git -C "$2" -c advice.detachedHead=false checkout -q FETCH_HEAD && rm -rf "$2/.git"
            ;;
        *)
            python3 - "$address" "$pin" "$2" <<'PYTHON' >"$log" 2>&1
import hashlib, io, pathlib, sys, urllib.request, zipfile
address, pin, folder = sys.argv[1:]
data = urllib.request.urlopen(address, timeout=60).read()
if hashlib.sha256(data).hexdigest() != pin:
    sys.exit(f"{address} is not the pinned file")
for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
    name = pathlib.PurePosixPath(entry.filename).name
    if not entry.is_dir():
        (pathlib.Path(folder) / name).write_bytes(zipfile.ZipFile(io.BytesIO(data)).read(entry))
PYTHON
            ;;
    esac
}

# SQLite is compiled from its one-file form, which is made here from the canonical sources.
join_sqlite_sources() {
    # shellcheck disable=SC2086
    install_missing $packages_sqlite3
    (cd "$1" && ./configure --disable-tcl && make sqlite3.c) >"$log" 2>&1 || { tail -n 20 "$log" >&2; return 1; }
    mkdir "$1.joined"
    cp "$1/sqlite3.c" "$1/sqlite3.h" "$1.joined/"
    cp "$1/src/sqlite3ext.h" "$1.joined/"
    rm -rf "$1"
    mv "$1.joined" "$1"
}

provide_source() { # name version suites archive sha256 system upstream
    tree="$deps_dir/$1-$2"
    stamp="$tree/.earshot-source"
    [ "$(cat "$stamp" 2>/dev/null)" != "$5" ] || return 0
    if system_offers "$6"; then
        install_missing "${6%%>=*}"
        return 0
    fi
    new="$work/tree-$1"
    if fetch_from_archive "$@"; then
        say "unpacking $1 $2"
        mkdir -p "$new"
        tar -xf "$work/$4" --force-local --strip-components=1 -C "$new"
    else
        say "fetching $1 $2 from its authors"
        fetch_from_upstream "$7" "$new" || { cat "$log" >&2; fail "$1 $2 could not be fetched from the package archive nor from ${7%%#*}."; }
    fi
    if [ "$1" = sqlite3 ] && [ ! -f "$new/sqlite3.c" ]; then
        join_sqlite_sources "$new" || fail "SQLite's one-file source could not be made."
    fi
    printf '%s\n' "$5" >"$new/.earshot-source"
    rm -rf "$tree"
    mv "$new" "$tree"
}

provide_sources() {
    grep -v '^#' "$lock" | grep . >"$work/wanted"
    while read -r name version suites archive sha256 system upstream; do
        provide_source "$name" "$version" "$suites" "$archive" "$sha256" "$system" "$upstream" </dev/null
    done <"$work/wanted"
}

started=$(date +%s)
mkdir -p "$deps_dir"
work=$(mktemp -d "$deps_dir/.work-XXXXXX")
log="$work/log"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

packages=
sources=no
for purpose in "$@"; do
    case "$purpose" in
        build) packages="$packages $packages_build" sources=yes ;;
        fonts) packages="$packages $packages_fonts" ;;
        tests) packages="$packages $packages_tests" ;;
        fuzz) packages="$packages $packages_fuzz" ;;
        *) fail "unknown purpose '$purpose'; use: build fonts tests fuzz" ;;
    esac
done
# shellcheck disable=SC2086
install_missing $packages
case " $* " in
    # The sanitizers of clang lie in a package of their own, named after its version.
    *" fuzz "*) install_missing "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev" ;;
esac
if [ "$sources" = yes ]; then
    # One machine, several checkouts: only one of them fills the shared folder at a time.
    exec 9>"$deps_dir/.lock"
    flock 9
    provide_sources
fi
say "ready after $(($(date +%s) - started)) s"
