using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.Core;

/// <summary>Writes and reads an enumeration by its members' <see cref="KebabNames"/>. Numbers are refused.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
