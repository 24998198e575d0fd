# A container in which student code is confined. docs/sandbox.md says how to use it.
#
#     docker build -t dnn-course .
#     docker run --rm --user "$(id -u):$(id -g)" --security-opt seccomp=unconfined \
#         --security-opt apparmor=unconfined -v "$PWD/my-course":/course dnn-course autograde
#
# The two --security-opt let the grader make a sandbox: Docker's own profiles forbid user namespaces.
FROM python:3.13-slim-bookworm

WORKDIR /opt/dnn-course
COPY constraints.txt pyproject.toml README.md LICENSE LICENSE-text ./
COPY data ./data
COPY dnn_utils ./dnn_utils
COPY testcases ./testcases
COPY solutions ./solutions
COPY notebooks ./notebooks
COPY grader ./grader
RUN python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt \
        ./grader/authoring/student_files . \
    && rm -rf /opt/dnn-course/build

# Any user can run it: nothing is written outside the course and the folder for temporary files.
ENV HOME=/tmp
USER 65534
WORKDIR /course
ENTRYPOINT ["grader"]
CMD ["--help"]
