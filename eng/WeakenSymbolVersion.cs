using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a shared library and makes its request for one symbol version a weak one (VER_FLG_WEAK, ELF gABI "Symbol Versioning"), so that the
/// loader goes on where the version is missing. Only right where no symbol of that version is ever used: eng/Torch.targets says why that is so.
/// Copies nothing where this machine's library has the version.
/// </summary>
public sealed class WeakenSymbolVersion : Task
{
    private const uint NeededVersions = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>The library, which stays as it is.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>Where the changed copy goes.</summary>
    [Required]
    public string Destination { get; set; }

    /// <summary>The version asked for, as GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    /// <summary>The library that should have it, as libstdc++.so.6.</summary>
    [Required]
    public string Provider { get; set; }

    public override bool Execute()
    {
        // The runtime that builds is linked with the provider, so its file stands among this process's own.
        var provider = File.ReadLines("/proc/self/maps").Select(line => line.Substring(line.IndexOf('/') + 1))
            .Where(path => path.EndsWith(Provider, StringComparison.Ordinal) || path.Contains("/" + Provider + ".")).Select(path => "/" + path).FirstOrDefault();
        if (provider != null && Contains(File.ReadAllBytes(provider), Version))
            return true;

        var library = File.ReadAllBytes(Source);
        var flags = FlagsOf(library, Version);
        if (flags < 0)
        {
            Log.LogMessage(MessageImportance.Low, "{0} does not ask for {1}.", Source, Version);
            return true;
        }
        library[flags] |= (byte)Weak;
        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        File.WriteAllBytes(Destination, library);
        Log.LogMessage(MessageImportance.Normal, "{0} of this machine lacks {1}: the copy of {2} goes without.", Provider, Version, Path.GetFileName(Source));
        return true;
    }

    /// <summary>Where vna_flags of the version's entry stands in the file; -1 when the library does not ask for the version.</summary>
    private static int FlagsOf(byte[] elf, string version)
    {
        // 64-bit little-endian ELF: e_shoff at 40, e_shentsize at 58, e_shnum at 60; sections: sh_type at 4, sh_offset at 24, sh_link at 40.
        var headers = (int)BitConverter.ToInt64(elf, 40);
        int size = BitConverter.ToUInt16(elf, 58), count = BitConverter.ToUInt16(elf, 60);
        for (var i = 0; i < count; i++)
        {
            var section = headers + i * size;
            if (BitConverter.ToUInt32(elf, section + 4) != NeededVersions)
                continue;
            var strings = (int)BitConverter.ToInt64(elf, headers + (int)BitConverter.ToUInt32(elf, section + 40) * size + 24);
            return FlagsOf(elf, (int)BitConverter.ToInt64(elf, section + 24), strings, version);
        }
        return -1;
    }

    private static int FlagsOf(byte[] elf, int need, int strings, string version)
    {
        // Elf64_Verneed: vn_cnt at 2, vn_aux at 8, vn_next at 12. Elf64_Vernaux: vna_flags at 4, vna_name at 8, vna_next at 12.
        while (true)
        {
            var entry = need + (int)BitConverter.ToUInt32(elf, need + 8);
            for (var left = BitConverter.ToUInt16(elf, need + 2); left > 0; left--)
            {
                if (NameAt(elf, strings + (int)BitConverter.ToUInt32(elf, entry + 8)) == version)
                    return entry + 4;
                entry += (int)BitConverter.ToUInt32(elf, entry + 12);
            }
            var next = (int)BitConverter.ToUInt32(elf, need + 12);
            if (next == 0)
                return -1;
            need += next;
        }
    }

    private static string NameAt(byte[] elf, int offset) => Encoding.ASCII.GetString(elf, offset, Array.IndexOf(elf, (byte)0, offset) - offset);

    private static bool Contains(byte[] file, string text) => Encoding.GetEncoding(28591).GetString(file).IndexOf(text + "\0", StringComparison.Ordinal) >= 0;
}
