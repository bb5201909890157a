# The app on any host with Docker; with `--gpus all` training runs use the GPU.
#   docker build -t inside-googlenet . && docker run --rm -p 7860:7860 -v googlenet-runs:/runs inside-googlenet
FROM python:3.12-slim

# A user without rights, with the number that a Space's Docker uses; only /runs, /tmp and their home are theirs to write.
RUN useradd --uid 1000 --create-home --shell /usr/sbin/nologin visitor && install -d -o visitor -g visitor /runs
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app.py README.md LICENSE ./
COPY googlenet googlenet
COPY assets assets

USER visitor
ENV GRADIO_SERVER_NAME=0.0.0.0 \
    GRADIO_SERVER_PORT=7860 \
    GRADIO_ANALYTICS_ENABLED=False \
    GRADIO_TEMP_DIR=/tmp/gradio \
    GOOGLENET_RUNS_DIR=/runs \
    GOOGLENET_DATA_DIR=/runs/.data \
    TORCH_HOME=/runs/.torch \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
VOLUME /runs
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/gradio_api/info', timeout=9)"]
# The exec form: SIGTERM reaches Python itself, which ends cleanly.
CMD ["python", "app.py"]
