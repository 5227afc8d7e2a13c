# What the launcher needs from the machine: a JDK, Maven, a Docker engine, the AWS CLI, a static busybox.
# Sourced by ./evenkeel; POSIX sh. Installs with apt only as root and says so on stderr first.

engine_data=/var/lib/evenkeel/docker
engine_run=/run/evenkeel
engine_socket=$engine_run/docker.sock

say() { printf 'evenkeel: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }
can_apt() { is_root && has apt-get; }

# apt_install PACKAGE...: quiet, with the list refreshed once when a package is not known yet.
apt_install() {
  say "installing $* with apt"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 && return 0
  apt-get update -q >/dev/null 2>&1 || true
  apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1
}

# jdk_version DIR: the feature number of the JDK in DIR, or nothing. Reads the release file: no JVM is started.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# find_jdk: exports JAVA_HOME, the first JDK 25 or newer of JAVA_HOME, /usr/lib/jvm and the PATH.
find_jdk() {
  jdk_on_path=
  if has javac; then jdk_on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")"); fi
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* "$jdk_on_path"; do
    jdk_found=$(jdk_version "$jdk")
    if [ "${jdk_found:-0}" -ge 25 ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  if [ -z "${jdk_tried:-}" ] && can_apt && apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
    jdk_tried=1
    apt_install openjdk-25-jdk-headless && find_jdk && return 0
  fi
  die 'needs a JDK 25 or newer; none in JAVA_HOME, /usr/lib/jvm or the PATH. Get one at https://adoptium.net'
}

find_maven() {
  has mvn && return 0
  can_apt && apt_install maven && has mvn && return 0
  die 'needs Maven (mvn) 3.8 or newer to build: apt-get install maven, or https://maven.apache.org'
}

# answers URI: does a Docker engine answer there? An engine that was killed leaves its socket behind, so a file is no
# proof; where no client can ask, it has to do. Only local sockets are tried; another URI is believed.
answers() {
  case $1 in
    unix://*) [ -S "${1#unix://}" ] || return 1 ;;
    *) return 0 ;;
  esac
  if has curl; then
    curl -s -o /dev/null --max-time 10 --unix-socket "${1#unix://}" http://docker/_ping
  elif has docker; then
    docker -H "$1" version >/dev/null 2>&1
  fi
}

# find_docker: exports DOCKER_HOST when an engine can be seen, fails silently otherwise.
find_docker() {
  for uri in "${DOCKER_HOST:-}" unix:///var/run/docker.sock "unix://${XDG_RUNTIME_DIR:-/nowhere}/docker.sock" \
    "unix://${HOME:-/nowhere}/.docker/run/docker.sock" "unix://$engine_socket"; do
    if [ -n "$uri" ] && answers "$uri"; then
      DOCKER_HOST=$uri
      export DOCKER_HOST
      return 0
    fi
  done
  return 1
}

# need_docker: an engine that is there, or one of our own on Debian and Ubuntu. Sets engine_started=1 when it began one.
need_docker() {
  engine_started=
  find_docker && return 0
  can_apt || die 'needs a Docker engine: none at DOCKER_HOST or the usual sockets. Install one, or run as root on Debian or Ubuntu'
  say 'no Docker engine found at DOCKER_HOST or the usual sockets'
  has dockerd || apt_install docker.io || die 'apt could not install docker.io'
  # Where systemd runs, installing the package has started the engine: a moment for its socket.
  waited=0
  until find_docker; do
    if [ ! -d /run/systemd/system ] || [ "$waited" -ge 5 ]; then
      start_engine
      return 0
    fi
    sleep 1
    waited=$((waited + 1))
  done
}

# start_engine: a dockerd beside any other, with directories, socket and pid file of its own.
start_engine() {
  say "starting a Docker engine of our own (data in $engine_data, ./evenkeel demo --down ends it)"
  mkdir -p "$engine_data" "$engine_run"
  chmod 711 "$engine_run"
  # What an engine that was killed left behind names processes that may be others by now.
  rm -f "$engine_run/docker.pid" "$engine_run/exec/containerd/containerd.pid" "$engine_socket"
  setsid dockerd --data-root "$engine_data" --exec-root "$engine_run/exec" --pidfile "$engine_run/docker.pid" \
    -H "unix://$engine_socket" --log-level warn </dev/null >"$engine_run/dockerd.log" 2>&1 &
  engine_pid=$!
  waited=0
  until [ -S "$engine_socket" ]; do
    kill -0 "$engine_pid" 2>/dev/null || die "dockerd ended: $(tail -n 3 "$engine_run/dockerd.log" | tr '\n' ' ')"
    [ "$waited" -lt 60 ] || die "dockerd did not come up within 60 s, see $engine_run/dockerd.log"
    sleep 1
    waited=$((waited + 1))
  done
  engine_started=1
  DOCKER_HOST=unix://$engine_socket
  export DOCKER_HOST
}

# stop_engine: ends the engine that start_engine began, and only that one; its containers go with it.
stop_engine() {
  [ -f "$engine_run/docker.pid" ] || return 0
  engine_pid=$(cat "$engine_run/docker.pid")
  if kill -TERM "$engine_pid" 2>/dev/null; then
    say "stopping our own Docker engine (pid $engine_pid)"
    waited=0
    while kill -0 "$engine_pid" 2>/dev/null && [ "$waited" -lt 60 ]; do
      sleep 1
      waited=$((waited + 1))
    done
  fi
  # What the engine left mounted, such as the network namespace of host mode, would be in the way.
  awk -v run="$engine_run/" -v data="$engine_data/" \
    'index($2, run) == 1 || index($2, data) == 1 {print $2}' /proc/mounts | sort -r |
    while read -r mounted; do umount "$mounted" || true; done
  rm -rf "$engine_run" "$engine_data"
}

# need_registry: tests of images pull from a registry of their own; where there is none to start they are skipped.
need_registry() {
  has docker-registry && return 0
  can_apt && apt_install docker-registry && has docker-registry && return 0
  say 'no docker-registry (apt-get install docker-registry): tests with a registry will be skipped'
}

# find_aws: exports EVENKEEL_AWS, the path of an AWS CLI version 2.
find_aws() {
  for aws in "${EVENKEEL_AWS:-}" "$(command -v aws 2>/dev/null || true)" /usr/local/bin/aws /usr/bin/aws; do
    [ -x "$aws" ] || continue
    case $("$aws" --version 2>&1) in
      aws-cli/2*)
        EVENKEEL_AWS=$aws
        export EVENKEEL_AWS
        return 0
        ;;
    esac
  done
  return 1
}

need_aws() {
  find_aws && return 0
  can_apt && apt_install awscli && find_aws && return 0
  die 'the tests need the AWS CLI version 2 (aws): https://docs.aws.amazon.com/cli'
}

# find_busybox: exports EVENKEEL_BUSYBOX, a statically linked busybox: the whole content of the sample image.
find_busybox() {
  for busybox in "${EVENKEEL_BUSYBOX:-}" /bin/busybox /usr/bin/busybox; do
    [ -x "$busybox" ] || continue
    if ! ldd "$busybox" >/dev/null 2>&1; then
      EVENKEEL_BUSYBOX=$busybox
      export EVENKEEL_BUSYBOX
      return 0
    fi
  done
  return 1
}

need_busybox() {
  find_busybox && return 0
  can_apt && apt_install busybox-static && find_busybox && return 0
  die 'the sample image needs a statically linked busybox: apt-get install busybox-static, or set EVENKEEL_BUSYBOX'
}
