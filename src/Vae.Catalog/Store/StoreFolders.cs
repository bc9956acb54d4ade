using System.Globalization;
using Vae.Catalog.Jobs;

namespace Vae.Catalog.Store;

/// <summary>
/// Where checkpoints lie in the data folder: <c>versions/&lt;sha256 of the manifest&gt;/</c>, immutable; <c>rescued/&lt;job&gt;-&lt;attempt&gt;/</c>, the last good
/// weights of failed jobs, which are no versions; and <c>staging/</c>, where attempts prepare theirs. Only ids and hashes made here appear in paths, never a caller's text.
/// </summary>
internal sealed class StoreFolders
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names the folders; makes none.</summary>
    public StoreFolders(CatalogOptions options)
    {
        var data = Path.GetFullPath(options.DataDirectory);
        Versions = Path.Combine(data, "versions");
        Staging = Path.Combine(data, "staging");
        RescuedRoot = Path.Combine(data, "rescued");
    }

    public string Versions { get; }

    public string Staging { get; }

    public string RescuedRoot { get; }

    /// <summary>The folder of a published version.</summary>
    /// <exception cref="ArgumentException">Not a hash: 64 lower-case hex digits.</exception>
    public string Version(string sha256) => IsHash(sha256)
        ? Path.Combine(Versions, sha256)
        : throw new ArgumentException("Expected 64 lower-case hexadecimal digits.", nameof(sha256));

    /// <summary>The folder of the weights that a failed attempt left.</summary>
    public string Rescued(string jobId, long fence) => JobIds.IsValid(jobId)
        ? Path.Combine(RescuedRoot, NameOf(jobId, fence))
        : throw new ArgumentException("Expected the id of a job.", nameof(jobId));

    /// <summary>What the folder of an attempt is called.</summary>
    public static string NameOf(string jobId, long fence) => string.Create(CultureInfo.InvariantCulture, $"{jobId}-{fence}");

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Makes the folders (mode 0700) and tries, once, the very rename that publishing will need.</summary>
    /// <exception cref="InvalidOperationException">The store cannot be written to, or the folders are on two file systems.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Staging, Private);
            Directory.CreateDirectory(Versions, Private);
            Directory.CreateDirectory(RescuedRoot, Private);
            var from = Path.Combine(Staging, $"probe-{Guid.NewGuid():N}");
            var to = Path.Combine(Versions, $"probe-{Guid.NewGuid():N}");
            Directory.CreateDirectory(from, Private);
            Posix.RenameNew(from, to);
            Posix.SyncFolder(Versions);
            Directory.Delete(to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The data folder cannot hold checkpoints: {e.Message} Its subfolders 'staging' and 'versions' must be writable and on one local file system.", e);
        }
    }

    /// <summary>Makes the folder of one attempt.</summary>
    public string CreateStaging(string jobId, long fence) =>
        Directory.CreateDirectory(Path.Combine(Staging, $"{jobId}-{fence}-{Guid.NewGuid():N}"), Private).FullName;

    /// <summary>Deletes what dead attempts left: everything in staging, versions that the catalog does not know, weights of jobs that have not failed.</summary>
    /// <param name="published">Hashes that the catalog knows.</param>
    /// <param name="failed">Failed jobs with their last attempts, as <see cref="NameOf"/> writes them.</param>
    /// <returns>Number of folders deleted.</returns>
    public int Clean(IReadOnlySet<string> published, IReadOnlySet<string> failed)
    {
        var dead = Directory.EnumerateFileSystemEntries(Staging)
            .Concat(Directory.EnumerateFileSystemEntries(Versions).Where(path => !published.Contains(Path.GetFileName(path))))
            .Concat(Directory.EnumerateFileSystemEntries(RescuedRoot).Where(path => !failed.Contains(Path.GetFileName(path))))
            .ToList();
        foreach (var path in dead)
            Delete(path);
        return dead.Count;
    }

    /// <summary>Deletes the oldest weights of failed jobs.</summary>
    /// <param name="most">How many stay.</param>
    public void ThinRescued(int most)
    {
        var old = new DirectoryInfo(RescuedRoot).GetDirectories()
            .OrderByDescending(folder => folder.LastWriteTimeUtc).ThenByDescending(folder => folder.Name, StringComparer.Ordinal).Skip(most);
        foreach (var folder in old)
            Delete(folder.FullName);
    }

    /// <summary>Deletes a folder with its files; a link is removed, never followed.</summary>
    public static void Delete(string path)
    {
        var entry = new FileInfo(path);
        if (entry.LinkTarget is null && Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            entry.Delete();
    }
}
