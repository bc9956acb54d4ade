# The service and its worker in one image: Vae.Api.dll is what starts, Vae.Worker.dll lies beside it.
#   docker build -t vae .                                    TorchSharp with CUDA, Hangfire, ImageSharp
#   docker build -t vae --build-arg TORCH_DEVICE=cpu .       the same without CUDA, some gigabytes smaller
#   docker build -t vae --build-arg STACK=system .           libtorch of the distribution, Quartz, libpng and its kin
ARG STACK=nuget
ARG TORCH_DEVICE=cuda

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build-nuget

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build-system
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ cmake make libpng-dev libturbojpeg0-dev libwebp-dev libtorch-dev libopenblas0-pthread \
    && rm -rf /var/lib/apt/lists/*

FROM build-${STACK} AS build
ARG STACK
ARG TORCH_DEVICE
WORKDIR /source
COPY global.json Directory.* BannedSymbols.txt .editorconfig ./
COPY eng/ eng/
COPY src/ src/
# One folder for both programs: they share their libraries, and those with CUDA take gigabytes.
RUN --mount=type=cache,target=/root/.nuget/packages \
    for project in Vae.Worker Vae.Api; do \
        dotnet publish "src/$project" -c Release -o /app -p:Stack="$STACK" -p:TorchDevice="$TORCH_DEVICE" || exit 1; \
    done

# TorchSharp's packages bring libtorch, cuBLAS and cuDNN; the driver comes from the host.
FROM nvidia/cuda:12.8.1-base-ubuntu24.04 AS runtime-nuget-cuda
FROM ubuntu:24.04 AS runtime-nuget-cpu
FROM ubuntu:24.04 AS runtime-system
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpng16-16t64 libturbojpeg libwebp7 libsqlite3-0 libtorch-dev libopenblas0-pthread \
    && rm -rf /var/lib/apt/lists/*
FROM runtime-system AS runtime-system-cuda
FROM runtime-system AS runtime-system-cpu

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS dotnet

FROM runtime-${STACK}-${TORCH_DEVICE} AS final
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libstdc++6 libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin vae \
    && install -d -o vae -g vae -m 0700 /data \
    && install -d /datasets
COPY --from=dotnet /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
# The allocator and thread settings of ./run (eng/prepare.sh has the reasons). Nothing is written but /data and /tmp.
ENV PATH=/usr/share/dotnet:$PATH \
    DOTNET_ROOT=/usr/share/dotnet \
    DOTNET_EnableDiagnostics=0 \
    HOME=/tmp \
    MALLOC_TRIM_THRESHOLD_=1073741824 \
    MALLOC_MMAP_THRESHOLD_=1073741824 \
    MALLOC_ARENA_MAX=2 \
    OMP_WAIT_POLICY=PASSIVE \
    Data__Directory=/data \
    Datasets__Directory=/datasets \
    Http__Address=0.0.0.0 \
    Http__AllowedHosts=localhost
# In a container the address is everybody's, so the service starts only with a key: Security__ApiKey, or one in the data folder from
# 'docker run … vae keys create'.
USER vae
WORKDIR /app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "Vae.Api.dll"]
