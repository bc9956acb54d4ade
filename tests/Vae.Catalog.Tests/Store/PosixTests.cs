using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Vae.Catalog.Store;
using Vae.TestUtils;

namespace Vae.Catalog.Tests.Store;

public sealed class PosixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string In(string name) => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CreateFile_Refuses_WhenTheFileExists()
    {
        Posix.CreateFile(In("a")).Dispose();
        Should.Throw<IOException>(() => Posix.CreateFile(In("a")));
    }

    [Fact]
    public void CreateFile_Refuses_WhenALinkStandsInItsPlace()
    {
        File.CreateSymbolicLink(In("link"), In("target"));
        Should.Throw<IOException>(() => Posix.CreateFile(In("link")));
        File.Exists(In("target")).ShouldBeFalse();
    }

    [Fact]
    public void RenameNew_ReplacesNothing_WhenTheTargetExists()
    {
        // An empty folder is what rename(2) itself would silently replace.
        Directory.CreateDirectory(In("from"));
        Directory.CreateDirectory(In("to"));

        Posix.RenameNew(In("from"), In("to")).ShouldBeFalse();
        Directory.Exists(In("from")).ShouldBeTrue();
        Posix.RenameNew(In("from"), In("new")).ShouldBeTrue();
        Directory.Exists(In("new")).ShouldBeTrue();
    }

    [Fact]
    public void RenameNew_Throws_WhenThereIsNothingToRename() =>
        Should.Throw<IOException>(() => Posix.RenameNew(In("nothing"), In("to"))).Message.ShouldNotContain(_folder.Path);

    [Fact]
    public void Sync_Throws_WhenTheSystemReportsAnError()
    {
        // A pipe cannot be synced: EINVAL, on which FileStream.Flush(true) is silent.
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var handle = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        Should.Throw<IOException>(() => Posix.Sync(handle));
    }
}
