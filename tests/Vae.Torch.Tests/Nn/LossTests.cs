using TorchSharp;

namespace Vae.Torch.Tests.Nn;

public sealed class LossTests : NnTest
{
    // Values and gradients of PyTorch 1.13.1 in double precision; losses without reduction are summed.
    public static TheoryData<string, double, double[]> References => new()
    {
        { "binary_cross_entropy, sum", 4.4766159439, [-1.08079605, -1.41127632, -0.96935093, 0.06695258, 1.80926579, 1.49306366, 0.39926172, -1.1034165] },
        { "binary_cross_entropy, mean", 0.559576993, [-0.13509951, -0.17640954, -0.12116887, 0.00836907, 0.22615822, 0.18663296, 0.04990772, -0.13792706] },
        { "with logits, sum", 4.4766159439, [-0.26438456, -0.29705747, -0.19131886, 0.01496527, 0.452121, 0.34040056, 0.07931108, -0.22832793] },
        { "with logits, mean", 0.559576993, [-0.03304807, -0.03713218, -0.02391486, 0.00187066, 0.05651512, 0.04255007, 0.00991389, -0.02854099] },
        { "with logits and factors", 4.9874357372, [-0.16048298, -0.54555441, -0.50575909, -0.11977225, 0.17435976, 0.31402065, -0.08147157, -0.39864207] },
        { "mse", 0.5070869565, [-0.13555285, -0.03859036, 0.01773233, 0.00692577, -0.004173, -0.15577321, -0.29290029, -0.35106125] },
        { "l1, sum", 4.0108362002, [-1.0, -1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0] },
        { "smooth l1", 0.3463818594, [-0.125, -0.03859036, 0.01773233, 0.00692577, -0.004173, -0.125, -0.125, -0.125] },
        { "cross entropy", 0.9753350901, [0.08071737, 0.13933826, -0.33808066, 0.11802503, -0.28047905, 0.1142066, 0.07922856, 0.08704388] },
        { "cross entropy, ignoring", 1.1275097598, [0.16143473, 0.27867652, -0.67616131, 0.23605006, 0.0, 0.0, 0.0, 0.0] },
        { "cross entropy, smoothed", 1.6347247894, [0.16165275, 0.27258526, -0.66567853, 0.23144052, -0.17440268, 0.07606764, 0.04180696, 0.05652807] },
        { "nll", -0.5166227364, [0.0, 0.0, -0.5, 0.0, -0.5, 0.0, 0.0, 0.0] },
        { "kl of logarithms", -2.8032667061, [-0.24480925, -0.28674122, -0.26599652, -0.20245301, -0.21333017, -0.20352795, -0.24435924, -0.33878264] },
        { "kl", -0.3957133487, [-0.10471645, -0.12447905, -0.11509194, -0.08097001, -0.00728408, -0.00140437, -0.02425888, -0.06509879] },
        { "gaussian", 1.2748326393, [-0.072277, -0.01760778, 0.00868606, 0.00463101, -0.01318295, -0.70019908, -0.49800939, -0.28275347] },
        { "gaussian, small variance", 1.2841069297, [-1.08442277, -0.30872284, 0.14185864, 0.05540615, -0.03338402, -1.24618566, -2.34320234, -2.80848997] },
    };

    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> Losses = new()
    {
        ["binary_cross_entropy, sum"] = x => torch.nn.functional.binary_cross_entropy(x, Target(), reduction: torch.nn.Reduction.Sum),
        ["binary_cross_entropy, mean"] = x => Owned(torch.nn.BCELoss(), x, Target()),
        ["with logits, sum"] = x => torch.nn.functional.binary_cross_entropy_with_logits(x, Target(), reduction: torch.nn.Reduction.Sum),
        ["with logits, mean"] = x => Owned(torch.nn.BCEWithLogitsLoss(), x, Target()),
        ["with logits and factors"] = x => Owned(torch.nn.BCEWithLogitsLoss(Factors(), torch.nn.Reduction.None, Factors() + 1), x, Target()),
        ["mse"] = x => Owned(torch.nn.MSELoss(), x, Target()),
        ["l1, sum"] = x => torch.nn.functional.l1_loss(x, Target(), torch.nn.Reduction.Sum),
        ["smooth l1"] = x => torch.nn.functional.smooth_l1_loss(x, Target(), beta: 0.5),
        ["cross entropy"] = x => Owned(torch.nn.CrossEntropyLoss(), x, Classes()),
        ["cross entropy, ignoring"] = x => Owned(torch.nn.CrossEntropyLoss(ignore_index: 0), x, Classes()),
        ["cross entropy, smoothed"] = x => torch.nn.functional.cross_entropy(x, Classes(), Factors(), reduction: torch.nn.Reduction.Sum, label_smoothing: 0.1),
        ["nll"] = x => torch.nn.functional.nll_loss(x, Classes()),
        ["kl of logarithms"] = x => torch.nn.functional.kl_div(x, torch.nn.functional.log_softmax(Target(), 1), reduction: torch.nn.Reduction.Sum),
        ["kl"] = x => torch.nn.functional.kl_div(x, Target(), log_target: false),
        ["gaussian"] = x => torch.nn.functional.gaussian_nll_loss(x, Target(), Target() + 0.1, full: true),
        ["gaussian, small variance"] = x => torch.nn.functional.gaussian_nll_loss(x, Target(), Target() * 0, eps: 0.5f, reduction: torch.nn.Reduction.Sum),
    };

    [Theory, MemberData(nameof(References))]
    public void Loss_EqualsPyTorch(string name, double value, double[] gradient)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = Ramp(2, 4);
        if (name.StartsWith("binary", StringComparison.Ordinal)) x = x.sigmoid();
        x.requires_grad_();
        torch.Tensor loss = Losses[name](x).sum();
        loss.item<double>().ShouldBe(value, 2e-8);
        loss.backward();
        Doubles(x.grad!).ShouldBe(gradient, 2e-8);
    }

    [Fact]
    public void GaussianNll_Throws_WhenAVarianceIsNegative()
    {
        using var scope = torch.NewDisposeScope();
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => torch.nn.functional.gaussian_nll_loss(Ramp(4), Ramp(4), -Ramp(4).abs()))
            .Message.ShouldContain("negative");
    }

    private static torch.Tensor Owned(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor> loss, torch.Tensor input, torch.Tensor target)
    {
        using (loss)
            return loss.call(input, target);
    }

    private static torch.Tensor Target() => (Ramp(2, 4) * 0.5 + 0.5).flip(1);

    private static torch.Tensor Factors() => Ramp(4).abs() + 0.1;

    private static torch.Tensor Classes() => torch.tensor(new[] { 2L, 0L });
}
