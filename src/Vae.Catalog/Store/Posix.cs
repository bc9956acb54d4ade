using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vae.Catalog.Store;

/// <summary>
/// The calls that durable publishing needs and .NET hides: opening without following links, fsync that reports every error and works on
/// folders, rename that never replaces; and a priority for a thread.
/// </summary>
internal static partial class Posix
{
    /// <summary>
    /// Bytes that one call reads or writes. Many kernels let a call run to its end, whoever waits for the processor: in one piece some
    /// megabytes keep a request waiting for milliseconds, however low the thread's priority is.
    /// </summary>
    public const int Piece = 64 * 1024;

    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const uint NoReplace = 1;
    private const int CurrentFolder = -100;
    private const int Interrupted = 4;
    private const int Exists = 17;
    private const int NotEmpty = 39;
    private const uint FileMode = 0x180; // 0600
    private const int OfThread = 0;
    // Beside a thread that never rests it still gets a tenth of a core; at 19, the lowest, it would wait for ever behind a busy service.
    private const int Quiet = 10;

    // Linux numbers these two flags by architecture.
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int Directory = Arm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = Arm ? 0x8000 : 0x20000;

    /// <summary>Makes a file (mode 0600) that must not exist yet.</summary>
    public static SafeFileHandle CreateFile(string path) =>
        Opened(OpenAt(CurrentFolder, path, WriteOnly | Create | Exclusive | NoFollow | CloseOnExec, FileMode), "create a file");

    /// <summary>Opens a folder that is not a link.</summary>
    public static SafeFileHandle OpenFolder(string path) =>
        Opened(OpenAt(CurrentFolder, path, ReadOnly | Directory | NoFollow | CloseOnExec, 0), "open a folder");

    /// <summary>Opens a file that is not a link, inside an open folder. Never blocks, not even on a pipe.</summary>
    public static SafeFileHandle OpenFile(SafeFileHandle folder, string name)
    {
        var held = false;
        try
        {
            folder.DangerousAddRef(ref held);
            return Opened(OpenAt((int)folder.DangerousGetHandle(), name, ReadOnly | NoFollow | NonBlocking | CloseOnExec, 0), "open a file");
        }
        finally
        {
            if (held)
                folder.DangerousRelease();
        }
    }

    /// <summary>Forces a file's or folder's contents to the disk. After a failure the contents are lost: the caller must drop them and never retry.</summary>
    public static void Sync(SafeFileHandle handle) => Check(FSync(handle), "fsync");

    /// <summary>Forces a folder's entries to the disk.</summary>
    public static void SyncFolder(string path)
    {
        using var folder = OpenFolder(path);
        Sync(folder);
    }

    /// <summary>Renames in one step; false when the target exists already.</summary>
    public static bool RenameNew(string from, string to)
    {
        if (RenameAt2(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is Exists or NotEmpty ? false : throw Failed("rename");
    }

    /// <summary>Gives the calling thread, and it alone, a low priority: on Linux a niceness is a thread's. .NET's own priorities do nothing there.</summary>
    /// <remarks>A system that does not allow it leaves the thread as it was; so does any but Linux, where the call would be for the whole process.</remarks>
    public static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, 0, Quiet);
    }

    private static SafeFileHandle Opened(int descriptor, string what) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failed(what);

    private static void Check(int status, string what)
    {
        if (status != 0)
            throw Failed(what);
    }

    // The system's message without the path: this text may reach a log that others read.
    private static IOException Failed(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"Could not {what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    private static int OpenAt(int folder, string path, int flags, uint mode)
    {
        int descriptor;
        do
            descriptor = open_at(folder, path, flags, mode);
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return descriptor;
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open_at(int folder, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);
}
