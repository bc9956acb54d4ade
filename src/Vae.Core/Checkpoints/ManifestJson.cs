using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Vae.Core.Checkpoints;

/// <summary>The manifest's one JSON form: camelCase, two spaces of indent, nothing unknown, doubled or missing.</summary>
internal static class ManifestJson
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 16;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        // By reflection: generated readers set what a manifest leaves out to zero, not to the option's default, and manifests of older
        // versions leave out much.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = MaxDepth,
        NewLine = "\n",
        WriteIndented = true,
    };

    public static byte[] Write(CheckpointManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Strict);

    /// <exception cref="CheckpointInvalidException">The bytes are no manifest that this version reads.</exception>
    public static CheckpointManifest Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new CheckpointInvalidException($"The manifest has {json.Length} bytes; at most {MaxBytes} are allowed.");
        }

        try
        {
            CheckSchemaVersion(json);
            return JsonSerializer.Deserialize<CheckpointManifest>(json, Strict)
                ?? throw new CheckpointInvalidException("The manifest is null.");
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            // NotSupportedException: an architecture member that is missing, unknown or not the first.
            throw new CheckpointInvalidException($"The manifest cannot be read: {broken.Message}");
        }
    }

    /// <summary>Read first, so that a newer manifest is refused for its version and not for a member that this version does not know.</summary>
    private static void CheckSchemaVersion(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("schemaVersion"u8)) continue;

            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var version) || version < 1)
            {
                throw new CheckpointInvalidException("The manifest's schemaVersion must be a whole number from 1.");
            }

            if (version <= CheckpointManifest.CurrentSchemaVersion) return;
            throw new CheckpointInvalidException(
                $"The manifest has schemaVersion {version}; this version reads up to {CheckpointManifest.CurrentSchemaVersion}. Update the service.");
        }

        throw new CheckpointInvalidException("The manifest has no schemaVersion.");
    }
}
