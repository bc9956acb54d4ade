using TorchSharp;

namespace Vae.Torch.Tests.Nn;

public sealed class ActivationTests : NnTest
{
    // Values and gradients of PyTorch 1.13.1 in double precision, for the ramp and the weights of NnTest.
    public static TheoryData<string, double[], double[]> References => new()
    {
        {
            "relu",
            [0.29552021, 0.84147098, 0.99166481, 0.67546318, 0.04158066, 0.0, 0.0, 0.0],
            [1.0, 0.62160997, -0.22720209, -0.90407214, -0.89675842, 0.0, 0.0, 0.0]
        },
        {
            "leaky_relu",
            [0.29552021, 0.84147098, 0.99166481, 0.67546318, 0.04158066, -0.00611858, -0.0097753, -0.00883455],
            [1.0, 0.62160997, -0.22720209, -0.90407214, -0.89675842, -0.00210796, 0.00634693, 0.00999859]
        },
        {
            "elu",
            [0.29552021, 0.84147098, 0.99166481, 0.67546318, 0.04158066, -0.68648652, -0.93564117, -0.87997132],
            [1.0, 0.62160997, -0.22720209, -0.90407214, -0.89675842, -0.17148522, 0.35819453, 0.61994103]
        },
        {
            "gelu",
            [0.18210007, 0.67314139, 0.83232358, 0.50680626, 0.02147988, -0.16539491, -0.16046488, -0.16652708],
            [0.72905999, 0.64371912, -0.24566757, -0.87226202, -0.47811344, -0.01431081, -0.049312, -0.05006582]
        },
        {
            "gelu by tanh",
            [0.1820977, 0.67304399, 0.83217376, 0.50675706, 0.02147988, -0.16543014, -0.1606097, -0.16663873],
            [0.72902901, 0.64351268, -0.24558743, -0.87204422, -0.47811335, -0.01435258, -0.04908711, -0.04972029]
        },
        {
            "silu",
            [0.16943563, 0.58799883, 0.7233368, 0.44764659, 0.02122251, -0.21515096, -0.26723927, -0.25837727],
            [0.64563725, 0.54446501, -0.21019364, -0.73564821, -0.46701774, -0.04471807, 0.05026851, 0.10963527]
        },
        {
            "softplus",
            [0.51585616, 0.92669097, 1.05612972, 0.79062215, 0.36779603, 0.12892133, 0.0661961, 0.07886937],
            [0.64360383, 0.52419977, -0.19971874, -0.71808736, -0.46701238, -0.04791034, 0.07870359, 0.14590648]
        },
        {
            "sigmoid",
            [0.57334703, 0.69877493, 0.72941663, 0.66272538, 0.51039367, 0.3516355, 0.27338214, 0.2924624],
            [0.24462021, 0.13084177, -0.04484243, -0.20207861, -0.22409273, -0.04805891, 0.12607815, 0.20689889]
        },
        {
            "tanh",
            [0.28720766, 0.68658741, 0.75807131, 0.58856207, 0.04155672, -0.54543359, -0.75199472, -0.70814579],
            [0.91751176, 0.32858162, -0.09663539, -0.59089675, -0.89520975, -0.14808451, 0.27577655, 0.49845907]
        },
        {
            "logsigmoid",
            [-0.55626411, -0.35842657, -0.3155102, -0.41139459, -0.67257295, -1.04516014, -1.29688469, -1.22941916],
            [0.42665297, 0.18724451, -0.06147711, -0.30492059, -0.4390586, -0.13667251, 0.46117918, 0.70743758]
        },
        {
            "softmax",
            [0.16143473, 0.27867652, 0.32383869, 0.23605006, 0.4390419, 0.22841321, 0.15845713, 0.17408776],
            [0.15373757, 0.15994088, -0.08901737, -0.22466108, -0.32029429, -0.00995139, 0.12707013, 0.20317555]
        },
        {
            "log_softmax",
            [-1.82365436, -1.27770359, -1.12750976, -1.44371139, -0.82316042, -1.47659897, -1.8422712, -1.74819574],
            [0.92084278, 0.48496491, -0.38599178, -1.01981592, -1.12813231, -0.33116894, 0.5511864, 0.90811486]
        },
        {
            "normalize",
            [0.19767104, 0.56285304, 0.66331646, 0.45181178, 0.02861069, -0.42100528, -0.67261589, -0.60788474],
            [0.67042969, 0.42016883, -0.14681299, -0.60121133, -0.59791121, -0.42650477, -0.01295661, 0.28158122]
        },
    };

    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> Functions = new()
    {
        ["relu"] = x => torch.nn.functional.relu(x),
        ["leaky_relu"] = x => torch.nn.functional.leaky_relu(x),
        ["elu"] = x => torch.nn.functional.elu(x, 1.5),
        ["gelu"] = x => torch.nn.functional.gelu(x),
        ["gelu by tanh"] = x => torch.nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        ["silu"] = x => torch.nn.functional.silu(x),
        ["softplus"] = x => torch.nn.functional.softplus(x, 2),
        ["sigmoid"] = x => torch.nn.functional.sigmoid(x),
        ["tanh"] = x => torch.nn.functional.tanh(x),
        ["logsigmoid"] = x => torch.nn.functional.logsigmoid(x),
        ["softmax"] = x => torch.nn.functional.softmax(x, 1),
        ["log_softmax"] = x => torch.nn.functional.log_softmax(x, 1),
        ["normalize"] = x => torch.nn.functional.normalize(x),
    };

    private static readonly Dictionary<string, Func<torch.nn.Module<torch.Tensor, torch.Tensor>>> Modules = new()
    {
        ["relu"] = () => torch.nn.ReLU(),
        ["leaky_relu"] = () => torch.nn.LeakyReLU(),
        ["elu"] = () => torch.nn.ELU(1.5),
        ["gelu"] = () => torch.nn.GELU(),
        ["gelu by tanh"] = () => torch.nn.GELU(TorchSharp.Modules.GELU.Approximate.tanh),
        ["silu"] = () => torch.nn.SiLU(),
        ["softplus"] = () => torch.nn.Softplus(2),
        ["sigmoid"] = () => torch.nn.Sigmoid(),
        ["tanh"] = () => torch.nn.Tanh(),
        ["softmax"] = () => torch.nn.Softmax(1),
    };

    [Theory, MemberData(nameof(References))]
    public void Functional_EqualsPyTorch(string name, double[] value, double[] gradient) =>
        ShouldEqual(Functions[name], Ramp(2, 4), value, gradient);

    [Theory, MemberData(nameof(References))]
    public void Module_EqualsItsFunction_WhenThereIsOne(string name, double[] value, double[] gradient)
    {
        if (!Modules.TryGetValue(name, out var make)) return;
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = make();
        ShouldEqual(module.call, Ramp(2, 4), value, gradient);
        module.state_dict().ShouldBeEmpty();
    }

    [Fact]
    public void Inplace_OverwritesTheInput()
    {
        using var scope = torch.NewDisposeScope();
        foreach (Func<torch.Tensor, torch.Tensor> function in new Func<torch.Tensor, torch.Tensor>[]
        {
            x => torch.nn.functional.relu(x, inplace: true), x => torch.nn.functional.leaky_relu(x, inplace: true),
            x => torch.nn.functional.elu(x, 1, inplace: true), x => torch.nn.functional.silu(x, inplace: true),
            x => torch.nn.functional.gelu(x, inplace: true), x => torch.nn.functional.sigmoid(x, inplace: true),
            x => torch.nn.functional.tanh(x, inplace: true),
        })
        {
            torch.Tensor x = Ramp(2, 4), before = x.clone(), y = function(x);
            Doubles(x.alias()).ShouldBe(Doubles(y.alias()));
            Doubles(x.alias()).ShouldNotBe(Doubles(before));
        }
    }
}
