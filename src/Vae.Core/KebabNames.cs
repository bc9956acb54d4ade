using System.Text.Json;

namespace Vae.Core;

/// <summary>The words that requests, answers and manifests use for members of enumerations: <c>continuous-bernoulli</c>.</summary>
public static class KebabNames
{
    /// <summary>The names of all members, in order of declaration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetValues<T>(), Of);

    /// <summary>A member's name.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The member.</param>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member of a name.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">A name, exactly.</param>
    /// <returns>The member, or null where there is none of that name.</returns>
    public static T? Find<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == name) return value;
        }

        return null;
    }
}
