using Vae.Api.Errors;
using Vae.Api.Requests;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Gif;

namespace Vae.Api.Formats;

/// <summary>How several images share an answer.</summary>
internal enum ImageLayout
{
    /// <summary>All in one picture.</summary>
    Grid,

    /// <summary>Each by itself: a data URL, a row of a tensor, a frame of an animation.</summary>
    List,
}

/// <summary>The form of an answer that is images: <c>Accept</c> and the query's options, checked. Equal values give equal bytes of equal images.</summary>
/// <param name="MediaType">One of <see cref="MediaTypes.Images"/>.</param>
/// <param name="Layout">By default a grid for PNG, WebP and JPEG, a list for the other forms.</param>
/// <param name="Columns">Images in a row of a grid, 1 to 64; null: as square as it can be.</param>
/// <param name="Scale">How often each pixel is repeated along both axes, 1 to 16. Tensors are never scaled.</param>
/// <param name="Quality">1 to 100 for JPEG and lossy WebP; null: JPEG at 90 and lossless WebP. The other forms lose nothing by it and ignore it.</param>
/// <param name="DelayMilliseconds">How long a GIF shows each frame.</param>
internal readonly record struct ImageForm(string MediaType, ImageLayout Layout, int? Columns, int Scale, int? Quality, int DelayMilliseconds)
{
    /// <summary>Pixels of one answer, at most.</summary>
    public const int MaxPixels = 16_000_000;

    /// <summary>Images in a row, at most.</summary>
    public const int MaxColumns = 64;

    /// <summary>Repetitions of a pixel, at most.</summary>
    public const int MaxScale = 16;

    /// <summary>A frame's time where the caller gives none.</summary>
    public const int DefaultDelay = 80;

    /// <summary>Below this, viewers show frames at a speed of their own.</summary>
    public const int LeastDelay = 20;

    /// <summary>Longest time of a frame.</summary>
    public const int MostDelay = 10_000;

    private const int Padding = 2;

    /// <summary>Whether the answer is numbers instead of pictures.</summary>
    public bool IsTensor => MediaType is MediaTypes.Npy or MediaTypes.Raw;

    /// <summary>The form that the request asks for.</summary>
    /// <param name="request">Its <c>Accept</c> and its query are read.</param>
    /// <param name="offers">The route's forms, the default first.</param>
    /// <exception cref="ProblemException"><c>not-acceptable</c>, <c>unknown-value</c> or <c>value-out-of-range</c>.</exception>
    public static ImageForm Read(HttpRequest request, IReadOnlyList<string> offers)
    {
        var mediaType = AcceptHeader.Choose(request, offers);
        if (!request.QueryString.HasValue)
            return Of(mediaType);
        return new(
            mediaType,
            LayoutOf(Query.Text(request, "layout"), mediaType),
            Numbers.Whole(Query.Text(request, "columns"), "columns", 1, MaxColumns),
            Numbers.Whole(Query.Text(request, "scale"), "scale", 1, MaxScale) ?? 1,
            Numbers.Whole(Query.Text(request, "quality"), "quality", 1, 100),
            Numbers.Whole(Query.Text(request, "delayMs"), "delayMs", LeastDelay, MostDelay) ?? DefaultDelay);
    }

    /// <summary>A form without options.</summary>
    public static ImageForm Of(string mediaType) => new(mediaType, LayoutOf(null, mediaType), null, 1, null, DefaultDelay);

    /// <summary>Refuses, before any work, an answer that the form cannot hold.</summary>
    /// <param name="count">Images.</param>
    /// <param name="shape">Shape of one.</param>
    /// <exception cref="ProblemException"><c>output-too-large</c> or <c>layout-not-possible</c>.</exception>
    public void RequireFits(int count, ImageShape shape)
    {
        if (Layout == ImageLayout.List && count > 1 && MediaType is MediaTypes.Png or MediaTypes.WebP or MediaTypes.Jpeg)
            throw Problems.LayoutNotPossible("list", MediaType, $"it is one picture. Accept {MediaTypes.Json}, or {MediaTypes.Gif} for an animation, or leave layout=grid.").AsException();
        if (Layout == ImageLayout.Grid && IsTensor)
            throw Problems.LayoutNotPossible("grid", MediaType, "a tensor holds each image by itself. Accept a picture, or leave layout=list.").AsException();

        var (width, height) = SizeOf(count, shape);
        var pixels = Layout == ImageLayout.List ? checked((long)count * width * height) : checked(width * height);
        if (pixels > MaxPixels)
            throw Problems.OutputTooLarge("pixels", MaxPixels, pixels).AsException();
        if (Math.Max(width, height) is var side && side > LongestSide)
            throw Problems.OutputTooLarge($"pixels along one side of its {MediaType}", LongestSide, side).AsException();
    }

    /// <summary>How so many images lie in one picture: one as it is, several as a grid.</summary>
    public GridLayout GridOf(int count) => count == 1
        ? GridLayout.Bare with { Scale = Scale }
        : new() { Columns = Columns, Padding = Padding, Scale = Scale };

    /// <summary>The images as one picture: one as it is, several as a grid.</summary>
    public PixelImage Compose(ReadOnlySpan<float> images, int count, ImageShape shape) => count == 1
        ? ImageGrid.Single(images, shape, Scale)
        : ImageGrid.Compose(images, count, shape, Columns, Padding, Scale);

    /// <summary>Sides of a picture in this layout.</summary>
    private (long Width, long Height) SizeOf(int count, ImageShape shape)
    {
        var scale = IsTensor ? 1 : Scale;
        var (width, height) = ((long)shape.Width * scale, (long)shape.Height * scale);
        if (Layout == ImageLayout.List || count == 1)
            return (width, height);
        var across = Math.Min(Columns ?? (int)Math.Ceiling(Math.Sqrt(count)), count);
        var down = (count + across - 1) / across;
        return (across * (width + Padding) + Padding, down * (height + Padding) + Padding);
    }

    private int LongestSide => MediaType switch
    {
        MediaTypes.Png or MediaTypes.Json => ImageFormats.LongestSide(ImageFormat.Png),
        MediaTypes.Jpeg => ImageFormats.LongestSide(ImageFormat.Jpeg),
        MediaTypes.WebP => ImageFormats.LongestSide(ImageFormat.WebP),
        MediaTypes.Gif => GifWriter.LongestSide,
        _ => int.MaxValue,
    };

    private static ImageLayout LayoutOf(string? text, string mediaType) => text switch
    {
        null => mediaType is MediaTypes.Png or MediaTypes.WebP or MediaTypes.Jpeg ? ImageLayout.Grid : ImageLayout.List,
        "grid" => ImageLayout.Grid,
        "list" => ImageLayout.List,
        _ => throw Problems.UnknownValue("layout", ["grid", "list"], text).AsException(),
    };
}
