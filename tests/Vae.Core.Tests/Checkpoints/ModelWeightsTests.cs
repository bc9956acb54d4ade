using Vae.Core.Checkpoints;
using static TorchSharp.torch;

namespace Vae.Core.Tests.Checkpoints;

public class ModelWeightsTests : TensorTest
{
    [Fact]
    public void Buffers_TravelWithTheParameters_AndCountersStayBehind()
    {
        using var source = Some.Model();
        using var target = Some.Model(seed: 8);
        source.register_buffer("running_mean", tensor(new float[] { 1, -2, 3 }));
        source.register_buffer("batches", tensor(7L));
        target.register_buffer("running_mean", zeros(3));
        target.register_buffer("batches", tensor(2L));

        var entries = ModelWeights.Read(source);
        ModelWeights.Write(target, entries);

        entries.Select(entry => entry.Name).ShouldBe([.. source.named_parameters().Select(entry => entry.name), "running_mean"]);
        target.get_buffer("running_mean")!.data<float>().ToArray().ShouldBe([1, -2, 3]);
        target.get_buffer("batches")!.item<long>().ShouldBe(2);
        target.parameters().First().data<float>().ToArray().ShouldBe(source.parameters().First().data<float>().ToArray());
    }

    [Fact]
    public void Write_Refuses_WhenABufferIsMissing()
    {
        using var source = Some.Model();
        using var target = Some.Model();
        target.register_buffer("running_mean", zeros(3));

        Should.Throw<CheckpointInvalidException>(() => ModelWeights.Write(target, ModelWeights.Read(source)))
            .Message.ShouldContain("lack the tensor 'running_mean'");
    }
}
