# The service and its worker in one image: Vae.Api.dll is what starts, Vae.Worker.dll lies beside it.
#   docker build -t vae .                                     trains on the CPU
#   docker build -t vae --build-arg TORCH_DEVICE=cuda .       trains on an NVIDIA GPU; some gigabytes more
ARG TORCH_DEVICE=cpu

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TORCH_DEVICE
WORKDIR /source
COPY global.json Directory.* BannedSymbols.txt .editorconfig ./
COPY eng/ eng/
COPY src/ src/
# One folder for both programs: they share their libraries, and libtorch takes half a gigabyte, with CUDA several.
RUN --mount=type=cache,target=/root/.nuget/packages \
    for project in Vae.Worker Vae.Api; do \
        dotnet publish "src/$project" -c Release -o /app -p:TorchDevice="$TORCH_DEVICE" || exit 1; \
    done

# The packages bring libtorch with its OpenMP, and for a GPU cuBLAS and cuDNN; the driver comes from the host.
FROM ubuntu:24.04 AS runtime-cpu
FROM nvidia/cuda:12.8.1-base-ubuntu24.04 AS runtime-cuda

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS dotnet

FROM runtime-${TORCH_DEVICE} AS final
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin vae \
    && install -d -o vae -g vae -m 0700 /data \
    && install -d /datasets
COPY --from=dotnet /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
# The allocator's settings are those of ./run (eng/prepare.sh has the reasons). Nothing is written but /data and /tmp.
ENV PATH=/usr/share/dotnet:$PATH \
    DOTNET_ROOT=/usr/share/dotnet \
    DOTNET_EnableDiagnostics=0 \
    HOME=/tmp \
    MALLOC_TRIM_THRESHOLD_=1073741824 \
    MALLOC_MMAP_THRESHOLD_=1073741824 \
    MALLOC_ARENA_MAX=2 \
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
