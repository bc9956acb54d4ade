using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vae.Client.Transport;

namespace Vae.Client;

/// <summary>
/// Calls a Vae server. Safe to use from several threads. Every call can be cancelled; refusals are <see cref="VaeProblemException"/>, a server
/// out of reach is an <see cref="HttpRequestException"/>, and a time limit is the <see cref="HttpClient"/>'s own.
/// </summary>
public sealed partial class VaeClient : IDisposable
{
    private const string VersionHeader = "X-Model-Version";
    private const string SeedHeader = "X-Seed";
    private const string ShapeHeader = "X-Tensor-Shape";
    private const string Octets = "application/octet-stream";

    private readonly Sender sender;
    private readonly HttpClient? owned;

    /// <summary>A client over an <see cref="HttpClient"/> that stays the caller's.</summary>
    /// <param name="http">What sends. Its base address is used where the options name none.</param>
    /// <param name="options">How to call. Default: <see cref="VaeClientOptions"/> as they are.</param>
    /// <exception cref="ArgumentException">Neither names the server's address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is not legal.</exception>
    public VaeClient(HttpClient http, VaeClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        options ??= new();
        options.Check();
        if ((options.BaseAddress ?? http.BaseAddress) is not { IsAbsoluteUri: true })
            throw new ArgumentException("The server's address is missing: set BaseAddress of the options or of the HttpClient.", nameof(options));
        sender = new(http, options);
    }

    /// <summary>A client with an <see cref="HttpClient"/> of its own, which is disposed with it.</summary>
    /// <param name="address">The server's address.</param>
    /// <param name="apiKey">The key, for servers that want one.</param>
    public VaeClient(Uri address, string? apiKey = null)
        : this(new HttpClient(), new VaeClientOptions { BaseAddress = address, ApiKey = apiKey }, owns: true)
    {
    }

    private VaeClient(HttpClient http, VaeClientOptions options, bool owns)
        : this(http, options)
    {
        owned = owns ? http : null;
    }

    /// <inheritdoc/>
    public void Dispose() => owned?.Dispose();

    private async Task<T> JsonAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await sender.SendAsync(call, cancellation).ConfigureAwait(false);
        return await JsonAsync(response, type, cancellation).ConfigureAwait(false);
    }

    private static async Task<T> JsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, type, cancellation).ConfigureAwait(false)
                ?? throw new JsonException("The server answered null where there must be a value.");
        }
    }

    private async Task<Picture> PictureAsync(Call call, CancellationToken cancellation)
    {
        using var response = await sender.SendAsync(call, cancellation).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return new(bytes, response.Content.Headers.ContentType?.MediaType ?? Octets, Header(response, VersionHeader), Seed(response));
    }

    private async Task<ImageTensor> TensorAsync(Call call, CancellationToken cancellation)
    {
        using var response = await sender.SendAsync(call with { Accept = Octets }, cancellation).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        var shape = Header(response, ShapeHeader)?.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray() ?? [];
        if (shape.Length == 0 || shape.Aggregate(1L, (product, size) => product * size) * sizeof(float) != bytes.Length)
            throw new InvalidDataException($"The answer has {bytes.Length} bytes, which do not fit its shape [{string.Join(", ", shape)}].");

        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return new(new(values, shape), Header(response, VersionHeader) ?? "", Seed(response));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static long? Seed(HttpResponseMessage response) =>
        long.TryParse(Header(response, SeedHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static string MediaTypeOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "image/png",
        PictureFormat.WebP => "image/webp",
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Gif => "image/gif",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };

    private static MultipartFormDataContent Form(IReadOnlyList<ImageFile> images)
    {
        var form = new MultipartFormDataContent();
        for (var i = 0; i < images.Count; i++)
        {
            var part = new ReadOnlyMemoryContent(images[i].Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(images[i].MediaType);
            form.Add(part, "image", string.Create(CultureInfo.InvariantCulture, $"{i}"));
        }
        return form;
    }
}
