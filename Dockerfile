# The app and the command line. Build and run it with  docker compose up
FROM python:3.11-slim
WORKDIR /app
COPY . /app
RUN python3 -m venv .venv && .venv/bin/pip install --no-cache-dir -q -c requirements.lock .
ENV PATH=/app/.venv/bin:$PATH GLOSSGRAPH_HOME=/data
RUN mkdir -p "$GLOSSGRAPH_HOME"
EXPOSE 8501
CMD ["sh", "-c", "glossgraph stats > /dev/null || [ $? -ne 2 ] || glossgraph build graph/default.json -o \"$GLOSSGRAPH_GRAPH\" && exec glossgraph app --host 0.0.0.0 --port \"${PORT:-8501}\" --no-browser"]
