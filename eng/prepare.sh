# Sourced by ./run, ./test and the scripts in bench: what they all need before they build.
# shellcheck shell=bash

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

is_installed() { [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]; }

# install_packages WHY PACKAGE...: installs with apt what is missing, and says what and why.
install_packages() {
    local why=$1 missing=() package
    shift
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    (( ${#missing[@]} == 0 )) && return 0

    command -v apt-get >/dev/null || die "these packages are needed ($why), and there is no apt-get to install them with: ${missing[*]}"
    local as_root=()
    if (( EUID != 0 )); then
        command -v sudo >/dev/null || die "these packages are needed ($why); install them as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing with apt ($why): ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

require_dotnet() {
    command -v dotnet >/dev/null || die "the .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
    dotnet --list-sdks | grep -q '^10\.' || die "the .NET 10 SDK is needed; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')"
}

# glibc gives freed tensors back to the kernel and takes them again at every step: 1.2 to 1.5 times slower.
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-1073741824}
export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-1073741824}
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
