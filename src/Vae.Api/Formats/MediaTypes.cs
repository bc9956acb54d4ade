namespace Vae.Api.Formats;

/// <summary>The forms that answers come in.</summary>
internal static class MediaTypes
{
    public const string Png = "image/png";
    public const string WebP = "image/webp";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string Json = "application/json";
    public const string Npy = "application/x-npy";
    public const string Raw = "application/octet-stream";
    public const string Csv = "text/csv";
    public const string EventStream = "text/event-stream";
    public const string Problem = "application/problem+json";
    public const string Multipart = "multipart/form-data";

    /// <summary>Forms of an answer that is images; the first is the default.</summary>
    public static IReadOnlyList<string> Images { get; } = [Png, WebP, Jpeg, Gif, Json, Npy, Raw];

    /// <summary>Forms of an answer that is latents.</summary>
    public static IReadOnlyList<string> Latents { get; } = [Json, Npy, Raw];

    /// <summary>Forms of an answer that is positions.</summary>
    public static IReadOnlyList<string> Positions { get; } = [Json, Npy, Raw, Csv];

    /// <summary>Forms of a table.</summary>
    public static IReadOnlyList<string> Table { get; } = [Json, Csv];

    /// <summary>Forms of one picture of a dataset.</summary>
    public static IReadOnlyList<string> Item { get; } = [Png, WebP, Jpeg, Json];
}
