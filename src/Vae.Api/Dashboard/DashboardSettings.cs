namespace Vae.Api.Dashboard;

/// <summary>What is configured of Hangfire's dashboard.</summary>
/// <param name="ReadOnly"><c>Hangfire:DashboardReadOnly</c>, default true: no buttons that delete or run jobs anew.</param>
/// <param name="IsStorageShared">Whether <c>Hangfire:ConnectionString</c> names a database that the processes share.</param>
internal sealed record DashboardSettings(bool ReadOnly, bool IsStorageShared)
{
    private const string ReadOnlyKey = "Hangfire:DashboardReadOnly";

    /// <exception cref="InvalidOperationException">A value cannot be read.</exception>
    public static DashboardSettings Read(IConfiguration configuration)
    {
        var readOnly = true;
        if (configuration[ReadOnlyKey] is { Length: > 0 } text && !bool.TryParse(text, out readOnly))
            throw new InvalidOperationException($"Hangfire__DashboardReadOnly must be true or false; it is '{text}'.");
        return new DashboardSettings(readOnly, !string.IsNullOrEmpty(configuration["Hangfire:ConnectionString"]));
    }
}
