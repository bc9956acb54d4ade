using System.Buffers.Binary;
using System.Text;
using Vae.Core.Checkpoints;

namespace Vae.Core.Tests.Checkpoints;

public class SafeTensorsTests
{
    [Fact]
    public void Write_GivesSortedAlignedBytes()
    {
        var file = SafeTensorsWriter.Write([new SafeTensor("b", [1], Bytes(2f)), new SafeTensor("a", [2, 1], Bytes(1f, -1f))]);

        const string header =
            """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";
        var padded = (header.Length + 7) / 8 * 8;
        file[..8].ShouldBe(BitConverter.GetBytes((ulong)padded));
        Encoding.UTF8.GetString(file, 8, padded).ShouldBe(header.PadRight(padded));
        file[(8 + padded)..].ShouldBe([.. Bytes(1f, -1f), .. Bytes(2f)]);
    }

    [Fact]
    public void Read_GivesWhatWasWritten()
    {
        SafeTensor[] tensors = [new("fc1.weight", [2, 3], Bytes(1, 2, 3, 4, 5, 6)), new("scalar", [], Bytes(7)), new("ü\"\\", [1], Bytes(8))];

        var read = SafeTensorsReader.Read(SafeTensorsWriter.Write(tensors));

        read.Select(tensor => tensor.Name).ShouldBe(tensors.Select(tensor => tensor.Name));
        for (var i = 0; i < tensors.Length; i++)
        {
            read[i].Shape.ShouldBe(tensors[i].Shape);
            read[i].Data.ToArray().ShouldBe(tensors[i].Data.ToArray());
        }
    }

    [Fact]
    public void Read_TakesEntriesInAnyOrder() =>
        SafeTensorsReader.Read(File("""{"b":{"shape":[1],"data_offsets":[4,8],"dtype":"F32"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  """, 8))
            .Select(tensor => tensor.Name).ShouldBe(["a", "b"]);

    public static TheoryData<string, string, int> HostileHeaders { get; } = new()
    {
        { "is no object", "[]", 0 },
        { "does not begin with '{'", " {}", 0 },
        { "is not JSON", """{"a":}""", 0 },
        { "ends early", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", 4 },
        { "goes on after its object", """{}{}""", 0 },
        { "is padded with line ends", "{}\n", 0 },
        { "is padded with zeros", "{}\0", 0 },
        { "holds a comment", "{/**/}", 0 },
        { "holds a trailing comma", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", 4 },
        { "repeats a tensor", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8 },
        { "repeats an escaped name", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8 },
        { "repeats the metadata", """{"__metadata__":{},"__metadata__":{}}""", 0 },
        { "repeats a member of the metadata", """{"__metadata__":{"a":"1","a":"2"}}""", 0 },
        { "has metadata that is no object", """{"__metadata__":"pt"}""", 0 },
        { "has metadata that is a number", """{"__metadata__":{"a":1}}""", 0 },
        { "has metadata that is nested", """{"__metadata__":{"a":{}}}""", 0 },
        { "has a tensor without a name", """{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "has a lone surrogate in a name", """{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "has a tensor that is no object", """{"a":1}""", 0 },
        { "lacks a dtype", """{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "lacks a shape", """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4 },
        { "lacks offsets", """{"a":{"dtype":"F32","shape":[1]}}""", 4 },
        { "repeats a member of a tensor", """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "has an unknown member", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4 },
        { "has an unknown dtype", Entry("F33", "[1]", "[0,4]"), 4 },
        { "has a dtype in lower case", Entry("f32", "[1]", "[0,4]"), 4 },
        { "has another dtype", Entry("BF16", "[2]", "[0,4]"), 4 },
        { "has a negative dimension", Entry("F32", "[-1]", "[0,4]"), 4 },
        { "has two negative dimensions", Entry("F32", "[-1,-1]", "[0,4]"), 4 },
        { "has a fractional dimension", Entry("F32", "[1.0]", "[0,4]"), 4 },
        { "has an exponent", Entry("F32", "[1e0]", "[0,4]"), 4 },
        { "has a dimension as text", Entry("F32", "[\"1\"]", "[0,4]"), 4 },
        { "has a dimension of 0", Entry("F32", "[0]", "[0,0]"), 0 },
        { "has a shape that overflows", Entry("F32", "[4611686018427387904,4]", "[0,0]"), 0 },
        { "has a dimension beyond 64 bits", Entry("F32", "[18446744073709551616]", "[0,4]"), 4 },
        { "has rank 9", Entry("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4 },
        { "nests its shape", Entry("F32", "[[1]]", "[0,4]"), 4 },
        { "has a shape larger than its range", Entry("F32", "[2]", "[0,4]"), 4 },
        { "has a shape smaller than its range", Entry("F32", "[1]", "[0,8]"), 8 },
        { "has one offset", Entry("F32", "[1]", "[4]"), 4 },
        { "has three offsets", Entry("F32", "[1]", "[0,4,8]"), 4 },
        { "has offsets backwards", Entry("F32", "[1]", "[4,0]"), 4 },
        { "has a negative offset", Entry("F32", "[1]", "[-4,0]"), 4 },
        { "has a fractional offset", Entry("F32", "[1]", "[0,4.0]"), 4 },
        { "does not start at 0", Entry("F32", "[1]", "[4,8]"), 8 },
        { "has a hole", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12 },
        { "has an overlap", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8 },
        { "has two tensors in one place", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "points past the data", Entry("F32", "[2]", "[0,8]"), 4 },
        { "leaves trailing data", Entry("F32", "[1]", "[0,4]"), 8 },
        { "nests deeply", $$"""{"a":{{new string('[', 100_000)}}""", 0 },
    };

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public void Read_Refuses_WhenTheHeader(string problem, string header, int dataBytes)
    {
        problem.ShouldNotBeEmpty();

        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(File(header, dataBytes)));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData((1UL << 20) + 1)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void Read_Refuses_WhenTheHeadersLengthLies(ulong length)
    {
        var file = File("{}", 0);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);

        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(file)).Message.ShouldContain($"claims {length} bytes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Read_Refuses_WhenTheLengthItselfIsCut(int bytes) =>
        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(new byte[bytes])).Message.ShouldContain($"{bytes} bytes");

    [Fact]
    public void Read_Refuses_AHeaderOfSpaces_BeyondItsLimit() =>
        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(File("{}".PadRight((1 << 20) + 1), 0))).Message.ShouldContain("1048576");

    [Fact]
    public void Read_Refuses_WhenTheHeaderIsNotUtf8()
    {
        var file = File("""{"é":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4);
        file[file.AsSpan().IndexOf((byte)0xC3)] = 0xFF;

        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(file)).Message.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Read_LimitsTheEntries(int count, bool legal)
    {
        var entries = Enumerable.Range(0, count).Select(i => $$"""
            "{{i}}":{"dtype":"F32","shape":[1],"data_offsets":[{{4 * i}},{{(4 * i) + 4}}]}
            """);
        var file = File($"{{{string.Join(',', entries)}}}", 4 * count);

        if (legal) SafeTensorsReader.Read(file).Count.ShouldBe(count);
        else Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(file)).Message.ShouldContain("more than 1024");
    }

    [Fact]
    public void Read_AllocatesLittle_WhenTheHeaderClaimsMuch()
    {
        var file = File(Entry("F32", "[2305843009213693951]", "[0,9223372036854775804]"), 4);
        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(file));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<CheckpointInvalidException>(() => SafeTensorsReader.Read(file));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 18);
    }

    private static string Entry(string dtype, string shape, string offsets) =>
        $$$"""{"a":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    private static byte[] File(string header, int dataBytes)
    {
        var json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataBytes]];
    }

    private static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
