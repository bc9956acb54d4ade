using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Core.Data;

namespace Vae.Api.Requests;

/// <summary>A float32 tensor as it was sent, row-major.</summary>
/// <param name="Shape">Sizes of the dimensions, each at least 1; their product is the number of values.</param>
/// <param name="Pooled">The values, in memory that goes back with the tensor; any bits.</param>
internal sealed record Tensor(int[] Shape, Pooled<float> Pooled) : IDisposable
{
    /// <summary>The values.</summary>
    public Span<float> Values => Pooled.Span;

    /// <inheritdoc/>
    public void Dispose() => Pooled.Dispose();
}

/// <summary>Reads bodies that are tensors: npy, or plain little-endian float32 whose shape is in <c>X-Tensor-Shape</c>.</summary>
internal static class TensorReader
{
    /// <summary>Header with the shape of plain bytes: sizes with commas between.</summary>
    public const string ShapeHeader = "X-Tensor-Shape";

    /// <summary>Latent vectors in one tensor, at most.</summary>
    public const int MaxLatents = 4096;

    /// <summary>Largest body: 4,096 vectors of 512 values, and a header.</summary>
    public const int Limit = MaxLatents * 512 * sizeof(float) + 64 * 1024;

    /// <summary>Types of body that are tensors.</summary>
    public static IReadOnlyList<string> Types { get; } = [MediaTypes.Npy, MediaTypes.Raw];

    /// <summary>Whether the body says that it is a tensor.</summary>
    public static bool Takes(HttpRequest request) => TypeOf(request) is not null;

    /// <summary>Latent vectors from <c>[D]</c> or <c>[N, D]</c>.</summary>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<InputRows> LatentsAsync(HttpRequest request, int dimensions, float magnitude, CancellationToken cancellation) =>
        Checked(await ReadAsync(request, Limit, cancellation), tensor => CheckLatents(tensor, dimensions, magnitude));

    /// <summary>Images from <c>[C, H, W]</c> or <c>[N, C, H, W]</c>, in [0, 1] and of exactly the model's shape.</summary>
    /// <exception cref="ProblemException">What is wrong with the body.</exception>
    public static async Task<InputRows> ImagesAsync(HttpRequest request, ImageShape shape, CancellationToken cancellation) =>
        Checked(await ReadAsync(request, BodyReader.ImageLimit, cancellation), tensor => CheckImages(tensor, shape));

    /// <summary>The tensor as rows, whose number the check says; one that is refused gives its memory back.</summary>
    private static InputRows Checked(Tensor tensor, Func<Tensor, int> check)
    {
        try
        {
            return InputRows.Of(tensor.Pooled, check(tensor));
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    private static int CheckLatents(Tensor tensor, int dimensions, float magnitude)
    {
        var (count, length) = tensor.Shape switch
        {
            [var d] => (1, d),
            [var n, var d] => (n, d),
            _ => throw WrongShape("D or N,D", tensor.Shape),
        };
        if (length != dimensions)
            throw InputProblems.DimensionMismatch(dimensions, length).AsException();
        if (count > MaxLatents)
            throw Problems.CountOutOfRange("z", 1, MaxLatents, Written([count])).AsException();
        for (var i = 0; i < tensor.Values.Length; i++)
        {
            int? row = tensor.Shape.Length == 1 ? null : i / dimensions;
            if (!float.IsFinite(tensor.Values[i]))
                throw InputProblems.NotFinite(i % dimensions, row).AsException();
            if (MathF.Abs(tensor.Values[i]) > magnitude)
                throw InputProblems.OutOfRange(i % dimensions, row, magnitude).AsException();
        }
        return count;
    }

    private static int CheckImages(Tensor tensor, ImageShape shape)
    {
        int[] image = [shape.Channels, shape.Height, shape.Width];
        var count = tensor.Shape.Length == image.Length ? 1 : tensor.Shape[0];
        if (!tensor.Shape.AsSpan(tensor.Shape.Length == image.Length ? 0 : 1).SequenceEqual(image))
            throw WrongShape($"{Written(image)} or N,{Written(image)}", tensor.Shape);
        if (count > ImageUpload.MaxImages)
            throw Problems.CountOutOfRange("images", 1, ImageUpload.MaxImages, Written([count])).AsException();
        var index = tensor.Values.IndexOfAnyExceptInRange(0f, 1f);
        if (index >= 0)
            throw InputProblems.InvalidTensor(string.Create(CultureInfo.InvariantCulture, $"Pixels must lie from 0 to 1; value {index} does not.")).With("index", index).AsException();
        return count;
    }

    /// <summary>Reads a body that has arrived.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="mediaType">One of <see cref="Types"/>.</param>
    /// <param name="shape">For plain bytes: what <see cref="ShapeHeader"/> says.</param>
    /// <exception cref="ProblemException"><c>tensor-invalid</c>.</exception>
    public static Tensor Parse(ReadOnlySpan<byte> body, string mediaType, string? shape)
    {
        if (mediaType == MediaTypes.Raw)
            return Of(ShapeOf(shape), body);
        var header = NpyHeader.Read(body);
        return Of(header.Shape, body[header.DataOffset..]);
    }

    private static async Task<Tensor> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        using var body = await BodyReader.ReadPooledAsync(request, limit, cancellation);
        var shape = request.Headers[ShapeHeader];
        return Parse(body.Span, TypeOf(request)!, shape.Count == 1 ? shape[0] : null);
    }

    /// <summary>The values where the shape and the bytes agree; what the shape claims is never allocated before.</summary>
    private static Tensor Of(int[] shape, ReadOnlySpan<byte> bytes)
    {
        long count = shape.Length == 0 ? 0 : 1;
        foreach (var size in shape)
        {
            // Neither factor passes 2^31, so the product is exact; past the body's length it can only be wrong.
            count = size < 1 ? 0 : count * size;
            if (count == 0 || count > bytes.Length)
                break;
        }
        if (count == 0)
            throw InputProblems.InvalidTensor("The tensor is empty: it needs 1 or more dimensions of at least 1.").With("actual", Written(shape)).AsException();
        if (count * sizeof(float) != bytes.Length)
            throw InputProblems.InvalidTensor(string.Create(
                CultureInfo.InvariantCulture, $"A float32 tensor of shape {Written(shape)} has 4 bytes for each value; {bytes.Length} bytes follow.")).With("actual", bytes.Length).AsException();

        var pooled = new Pooled<float>((int)count);
        var values = pooled.Span;
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return new(shape, pooled);
    }

    private static int[] ShapeOf(string? text)
    {
        const int maxRank = 8;
        var parts = text?.Split(',', maxRank + 1, StringSplitOptions.TrimEntries) ?? [];
        var shape = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts.Length > maxRank || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw InputProblems.InvalidTensor($"{ShapeHeader} must be at most {maxRank} whole numbers with commas between, such as 2,20.").AsException();
        }
        return parts.Length > 0 ? shape : throw InputProblems.InvalidTensor($"The header {ShapeHeader} is missing or given twice: it has the sizes of the dimensions, such as 2,20.").AsException();
    }

    private static ProblemException WrongShape(string expected, int[] actual) =>
        InputProblems.InvalidTensor($"The tensor has the shape {Written(actual)}; expected {expected}.")
            .With("expected", expected).With("actual", Written(actual)).AsException();

    private static string Written(int[] shape) => string.Join(',', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private static string? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? Types.FirstOrDefault(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase))
            : null;
}
