# One image for every part: serve, worker, run.
FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
      g++ pkg-config libtesseract-dev libleptonica-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG REVISION=unknown
RUN CGO_ENABLED=1 go build -ldflags "-X main.rev=${REVISION}" -o /prereview ./cmd/prereview

# The second reader's files. Left out (with its COPY below), one reader reads alone.
FROM node:20-bookworm-slim AS paddle
COPY scripts/paddle.sh /paddle.sh
RUN /paddle.sh /paddle

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates tesseract-ocr tesseract-ocr-chi-sim libtesseract5 liblept5 poppler-utils util-linux \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/prereview prereview
COPY --from=build /prereview /usr/local/bin/prereview
COPY --from=paddle /paddle /usr/local/share/prereview/paddle
USER prereview
WORKDIR /var/lib/prereview
ENV OMP_THREAD_LIMIT=1
EXPOSE 8080
ENTRYPOINT ["prereview"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
