using System.Buffers.Binary;
using System.Text;
using Vae.Api.Errors;
using Vae.Api.Formats;
using Vae.Api.Requests;

namespace Vae.Api.Tests.Requests;

/// <summary>Tensors that are what they say, and those that are not.</summary>
public sealed class TensorReaderTests
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";

    private static readonly byte[] Values = TensorEncoder.Raw([1, -2]);

    [Fact]
    public void Parse_ReadsWhatWeWrite()
    {
        var tensor = TensorReader.Parse(TensorEncoder.Npy([1, -2, 3, 4, 5, 6], [1, 2, 3]), MediaTypes.Npy, null);

        tensor.Shape.ShouldBe([1, 2, 3]);
        tensor.Values.ToArray().ShouldBe([1, -2, 3, 4, 5, 6]);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2,1)}\n")]
    [InlineData("{'shape':(2,1),'fortran_order':False,'descr':'<f4'}     \n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ( 2 , 1 , ), }")]
    public void Parse_ReadsEverySpelling(string header)
    {
        foreach (byte version in (byte[])[1, 2, 3])
            TensorReader.Parse(Npy(header, Values, version), MediaTypes.Npy, null).Shape.ShouldBe([2, 1]);
        TensorReader.Parse(Npy(header.Replace("2", "1").Replace("<f4", "<f4"), Values[..4]), MediaTypes.Npy, null).Values.ToArray().ShouldBe([1f]);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }", "astype")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 1), }", "astype")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (8, 1), }", "astype")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 1), }", "astype")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 1), }", "plain")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }", "Fortran")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -1), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 1), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1L), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 2, }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "empty")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }", "empty")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", "4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", "4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647, 2147483647, 2147483647), }", "4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }", "4 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 1), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,2), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (,), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), 'shape': (2, 1), }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), 'more': 1, }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 1), }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), } x", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)", "dictionary")]
    [InlineData("{'descr': '<f4\\'', 'fortran_order': False, 'shape': (2, 1), }", "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': __import__('os'), }", "dictionary")]
    [InlineData("{'d\u00e9scr': '<f4'}", "dictionary")]
    [InlineData("{", "dictionary")]
    [InlineData("", "dictionary")]
    public void Parse_Refuses_WhatTheHeaderCannotSay(string header, string detail) =>
        Refused(Npy(header, Values), MediaTypes.Npy, null).ShouldContain(detail);

    [Fact]
    public void Parse_Refuses_EveryTruncation()
    {
        var whole = Npy(Good, Values);
        for (var length = 0; length < whole.Length; length++)
            Refused(whole[..length], MediaTypes.Npy, null);
        Refused([.. whole, 0], MediaTypes.Npy, null);
    }

    [Fact]
    public void Parse_NeverFailsOtherwise_WhenAnyByteIsAnother()
    {
        var whole = Npy(Good, Values);
        for (var i = 0; i < whole.Length - Values.Length; i++)
        {
            foreach (var bit in (byte[])[1, 2, 16, 128])
            {
                var damaged = (byte[])whole.Clone();
                damaged[i] ^= bit;
                try
                {
                    // What is still a header describes just as many values.
                    TensorReader.Parse(damaged, MediaTypes.Npy, null).Values.Length.ShouldBe(2);
                }
                catch (ProblemException refusal)
                {
                    refusal.Problem.Slug.ShouldBe("tensor-invalid");
                }
            }
        }
    }

    [Fact]
    public void Parse_Refuses_OtherFilesOfNumPyAndPython()
    {
        Refused([0x80, 0x04, 0x95, .. new byte[100]], MediaTypes.Npy, null).ShouldContain("npy");
        Refused([.. "PK\u0003\u0004"u8, .. new byte[100]], MediaTypes.Npy, null).ShouldContain("npy");
        Refused(Npy(Good, Values, version: 4), MediaTypes.Npy, null).ShouldContain("version 4");
        // Version 2 has room for a header of 4 GB.
        byte[] huge = [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Values];
        Refused(huge, MediaTypes.Npy, null).ShouldContain("longer");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2,1")]
    [InlineData("1, 2")]
    [InlineData("1,1,1,1,1,1,1,2")]
    public void Parse_ReadsPlainBytes(string shape) =>
        TensorReader.Parse(Values, MediaTypes.Raw, shape).Values.ToArray().ShouldBe([1, -2]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2,")]
    [InlineData("2;1")]
    [InlineData("-2,-1")]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("1")]
    [InlineData("+2")]
    [InlineData("2147483648")]
    [InlineData("2147483647,2147483647,2147483647")]
    [InlineData("1,1,1,1,1,1,1,1,2")]
    public void Parse_Refuses_AShapeThatDoesNotFit(string? shape) => Refused(Values, MediaTypes.Raw, shape);

    [Fact]
    public void Parse_Refuses_HalfAValue() => Refused(Values[..7], MediaTypes.Raw, "2").ShouldContain("7 bytes");

    private static string Refused(byte[] body, string type, string? shape)
    {
        var problem = Should.Throw<ProblemException>(() => TensorReader.Parse(body, type, shape)).Problem;
        (problem.Status, problem.Slug).ShouldBe((422, "tensor-invalid"));
        return problem.Detail;
    }

    private static byte[] Npy(string header, byte[] values, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. values];
    }
}
