#!/usr/bin/env bash
# Gradescope runs this script once, as root, when it builds the container of the autograder.
set -euo pipefail
autograder="${AUTOGRADER:-/autograder}"
source="$autograder/source"

# Print the first Python that is new enough and can make an environment.
find_python() {
    local one
    for one in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$one" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$one"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    # The system's own Python on newer images, a second one beside it on Ubuntu 22.04.
    apt-get install -y --no-install-recommends python3-venv
    find_python >/dev/null || apt-get install -y --no-install-recommends python3.11-venv
    python=$(find_python)
fi
"$python" -m venv "$autograder/env"
"$autograder/env/bin/python" -m pip install --no-cache-dir --disable-pip-version-check \
    -c "$source/constraints.txt" -r "$source/requirements.txt"

# If the sandbox can't work in the container, student code runs as this user.
id grader-student >/dev/null 2>&1 ||
    useradd --system --no-create-home --shell /usr/sbin/nologin grader-student
chmod -R go= "$source"
