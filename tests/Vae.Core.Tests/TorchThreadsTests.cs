using TorchSharp;

namespace Vae.Core.Tests;

public sealed class TorchThreadsTests
{
    [Fact]
    public void Use_IsForTheCallingThread_WhateverOthersSet()
    {
        using var atOnce = new Barrier(2);
        var found = new int[2][];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(index => new Thread(() =>
        {
            TorchThreads.Use(index + 1);
            atOnce.SignalAndWait();
            var before = torch.get_num_threads();
            using (var a = torch.ones(200, 200))
                a.mm(a).Dispose();
            found[index] = [before, torch.get_num_threads()];
        }))];

        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        found.ShouldBe([[1, 1], [2, 2]]);
    }

    [Fact]
    public void Use_RefusesNone() => Should.Throw<ArgumentOutOfRangeException>(() => TorchThreads.Use(0));
}
