using System.Runtime.InteropServices;
using Vae.Core.Training;
using Vae.Worker.Training;

namespace Vae.Worker.Tests.Training;

public sealed class JobErrorsTests
{
    // CA2201: the runtime's and TorchSharp's own exceptions are what is told apart here.
#pragma warning disable CA2201
    public static TheoryData<Exception, string> Causes => new()
    {
        { new NonFiniteLossException("kl", double.NaN, 1, 2), "non-finite-loss" },
        { new OutOfMemoryException(), "out-of-memory" },
        { new ExternalException("[enforce fail at alloc_cpu.cpp] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes."), "out-of-memory" },
        { new ExternalException("std::bad_alloc"), "out-of-memory" },
        { new ExternalException("CUDA out of memory. Tried to allocate 2.00 GiB"), "out-of-memory" },
        { new ExternalException("mat1 and mat2 shapes cannot be multiplied"), "training-failed" },
        { new InvalidOperationException("/secret/path"), "training-failed" },
    };
#pragma warning restore CA2201

    [Theory]
    [MemberData(nameof(Causes))]
    public void Of_GivesTheCode_AndNoInnards(Exception cause, string code)
    {
        var error = JobErrors.Of(cause);
        error.Code.ShouldBe(code);
        error.Detail.ShouldNotContain("alloc");
        error.Detail.ShouldNotContain("/");
    }
}
