namespace Vae.Catalog.Keys;

/// <summary>What a key may do. Stored as a number: a value never changes its meaning.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask models: inference, and what is published.</summary>
    Infer = 1,

    /// <summary>Look at datasets.</summary>
    Dataset = 2,

    /// <summary>Submit jobs, and see and cancel one's own.</summary>
    Train = 4,

    /// <summary>Everything: the other scopes, all jobs, the running system.</summary>
    Admin = 8,
}

/// <summary>How scopes are written and compared.</summary>
public static class KeyScopesWords
{
    private static readonly KeyScopes[] Each = [KeyScopes.Infer, KeyScopes.Dataset, KeyScopes.Train, KeyScopes.Admin];

    /// <summary>The words that there are, with commas between, for messages.</summary>
    public static string All { get; } = (KeyScopes.Infer | KeyScopes.Dataset | KeyScopes.Train | KeyScopes.Admin).Words();

    /// <summary>Whether whoever holds <paramref name="held"/> may do what <paramref name="needed"/> names; <see cref="KeyScopes.Admin"/> may do everything.</summary>
    /// <param name="held">A key's scopes.</param>
    /// <param name="needed">One scope.</param>
    public static bool Allows(this KeyScopes held, KeyScopes needed) => (held & (needed | KeyScopes.Admin)) != 0;

    /// <summary>The scopes as words with commas between, such as <c>infer,train</c>.</summary>
    /// <param name="scopes">The scopes.</param>
    public static string Words(this KeyScopes scopes) =>
        string.Join(',', Each.Where(scope => (scopes & scope) != 0).Select(scope => scope.ToString().ToLowerInvariant()));

    /// <summary>Reads words with commas between; false unless there is at least one and all are known.</summary>
    /// <param name="text">The words.</param>
    /// <param name="scopes">What they mean.</param>
    public static bool TryParse(string text, out KeyScopes scopes)
    {
        ArgumentNullException.ThrowIfNull(text);
        scopes = KeyScopes.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var scope = Each.FirstOrDefault(scope => scope.Words() == word);
            if (scope == KeyScopes.None)
                return false;
            scopes |= scope;
        }

        return true;
    }
}
