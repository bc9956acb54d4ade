using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Torch.Tests.Runtime;

public sealed class RuntimeTests : NativeTest
{
    [Fact]
    public void Version_IsOneThatIsSupported()
    {
        var version = Version.Parse(NativeRuntime.LibtorchVersion.Split('+', 'a', '-')[0]);
        version.ShouldBeGreaterThanOrEqualTo(new Version(1, 13));
    }

    [Fact]
    public void Threads_AreSet()
    {
        var threads = torch.get_num_threads();
        threads.ShouldBeGreaterThanOrEqualTo(1);
        torch.set_num_threads(1);
        torch.get_num_threads().ShouldBe(1);
        torch.set_num_threads(threads);
        torch.get_num_interop_threads().ShouldBeGreaterThanOrEqualTo(1);
        Should.Throw<ExternalException>(() => torch.set_num_threads(0)).Message.ShouldContain("positive");
    }

    [Fact]
    public void BlasThreads_AreSet_WhenTheBlasIsOpenBlas()
    {
        var threads = NativeRuntime.BlasThreads;
        NativeRuntime.BlasThreads = 1;
        NativeRuntime.BlasThreads.ShouldBe(threads == 0 ? 0 : 1);
        if (threads > 0)
            NativeRuntime.BlasThreads = threads;
        Should.Throw<ArgumentOutOfRangeException>(() => NativeRuntime.BlasThreads = 0);
    }

    [Fact]
    public void Tf32_IsAllowedAndForbidden_ApartForProductsAndConvolutions()
    {
        var (products, convolutions) = (torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32);
        (products, convolutions).ShouldBe((false, true), "libtorch's defaults");

        torch.backends.cuda.matmul.allow_tf32 = true;
        torch.backends.cudnn.allow_tf32 = false;
        (torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32).ShouldBe((true, false));

        torch.backends.cuda.matmul.allow_tf32 = products;
        torch.backends.cudnn.allow_tf32 = convolutions;
        torch.backends.cuda.matmul.allow_tf32.ShouldBeFalse();
    }

    [Fact]
    public void FlushDenormals_MakesDenormalsZero()
    {
        using var scope = torch.NewDisposeScope();
        var tiny = torch.tensor(new[] { 1e-39f });
        if (!NativeRuntime.FlushDenormals(true))
            Assert.Skip("This CPU cannot flush denormal numbers.");
        try
        {
            (tiny * 1.5).item<float>().ShouldBe(0);
        }
        finally
        {
            NativeRuntime.FlushDenormals(false);
        }

        (tiny * 1.5).item<float>().ShouldNotBe(0);
    }

    [Fact]
    public void Cuda_IsConsistent()
    {
        torch.cuda.is_available().ShouldBe(torch.cuda.device_count() > 0);
        torch.cuda.manual_seed_all(1);
        if (torch.cuda.is_available())
        {
            using var x = torch.ones(2, device: torch.CUDA);
            torch.cuda.synchronize();
            Floats(x.cpu()).ShouldBe([1, 1]);
        }
        else
        {
            Should.Throw<ExternalException>(() => torch.zeros(1, device: torch.CUDA));
            Should.Throw<ExternalException>(() => torch.cuda.synchronize()).Message.ShouldContain("no CUDA");
        }
    }

    [Fact]
    public void Errors_BelongToTheirThread()
    {
        var failures = new string[4];
        Parallel.For(0, failures.Length, i =>
        {
            for (var round = 0; round < 50; round++)
            {
                using var x = torch.zeros(2);
                failures[i] = Should.Throw<ExternalException>(() => x.view(3 + i)).Message;
                failures[i].ShouldContain($"[{3 + i}]");
            }
        });
        failures.ShouldAllBe(message => message.Contains("invalid for input"));
    }
}
