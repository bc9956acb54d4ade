using TorchSharp;
using TorchSharp.Modules;

namespace Vae.Torch.Tests.Nn;

public sealed class InitTests : NnTest
{
    // First elements and sum of every parameter of libtorch 1.13.1 after manual_seed(0), in the order of construction.
    public static TheoryData<string, string, float[], double> References => new()
    {
        { "mlp", "fc1.weight", [-0.00026738643646240234f, 0.019158700481057167f, -0.029394470155239105f, -0.026283537968993187f, -0.013755513355135918f], 3.2865338944154487 },
        { "mlp", "fc1.bias", [-0.015387501567602158f, 0.02215520851314068f, -0.024207912385463715f, -0.009837768040597439f, 0.03569118678569794f], -0.40420899043238023 },
        { "mlp", "fc21.weight", [-0.004375964403152466f, -0.0010348617797717452f, 0.018835240975022316f, -0.03765047341585159f, 0.03493484854698181f], 0.01077213848111569 },
        { "mlp", "fc21.bias", [-0.003019016934558749f, 0.011215931735932827f, 0.024895668029785156f, -0.02720477059483528f, -0.027019483968615532f], -0.13615479390136898 },
        { "mlp", "fc22.weight", [0.008245724253356457f, 0.040659189224243164f, 0.03330979496240616f, -0.03271627426147461f, -0.0015766859287396073f], 1.173295925811999 },
        { "mlp", "fc22.bias", [-0.0028501928318291903f, -0.01984364353120327f, -0.02932002581655979f, -0.014956086874008179f, -0.03650260716676712f], -0.00036713131703436375 },
        { "mlp", "fc3.weight", [0.0334155447781086f, -0.09321856498718262f, -0.10094211250543594f, -0.2157314121723175f, 0.1875648945569992f], 23.304486609540618 },
        { "mlp", "fc3.bias", [0.02380640059709549f, 0.08800505101680756f, 0.08614546805620193f, -0.05764321610331535f, -0.20406216382980347f], -1.9436466766055673 },
        { "mlp", "fc4.weight", [0.019582921639084816f, -0.04560007527470589f, -0.0053331912495195866f, 0.03586564585566521f, 0.01676303707063198f], 16.139676385805505 },
        { "mlp", "fc4.bias", [-0.03589407354593277f, -0.04541743919253349f, 0.048554446548223495f, 0.006736892741173506f, 0.038603443652391434f], 0.43541823342093267 },
        { "conv", "encoder.conv1.weight", [-0.0024956068955361843f, 0.17881453037261963f, -0.2743483781814575f, -0.24531301856040955f, -0.1283847987651825f], -4.403385692101438 },
        { "conv", "encoder.conv1.bias", [-0.0762253999710083f, -0.014823715202510357f, -0.20301473140716553f, 0.11273364722728729f, 0.10538864135742188f], -0.4370788736268878 },
        { "conv", "encoder.conv2.weight", [0.00492214085534215f, 0.0073577649891376495f, -0.046324197202920914f, 0.004630856681615114f, 0.0408041775226593f], 4.991375209956004 },
        { "conv", "encoder.conv2.bias", [0.005928382743149996f, 0.004685682710260153f, 0.008238732814788818f, 0.03758616745471954f, 0.037774182856082916f], 0.0009698676876723766 },
        { "conv", "encoder.fc.weight", [-0.007030642591416836f, 0.0104055879637599f, 0.0064254808239638805f, 0.0003186783869750798f, 0.017691195011138916f], -0.546151815181247 },
        { "conv", "encoder.fc.bias", [-0.0017288477392867208f, 0.0007831348339095712f, -0.007747933734208345f, -0.013306746259331703f, 0.007604731246829033f], 0.012366868322715163 },
        { "conv", "encoder.fc_mu.weight", [-0.049671024084091187f, -0.15800854563713074f, 0.07635846734046936f, 0.12366423010826111f, -0.20117563009262085f], -0.44830676913261414 },
        { "conv", "encoder.fc_mu.bias", [0.2173762321472168f, -0.029960185289382935f, 0.01538345217704773f, 0.24069035053253174f, 0.0944426953792572f], 0.36112967133522034 },
        { "conv", "encoder.fc_logvar.weight", [-0.14583110809326172f, -0.047366946935653687f, -0.2303546667098999f, 0.2257186770439148f, -0.16747206449508667f], -7.865565270185471 },
        { "conv", "encoder.fc_logvar.bias", [0.21827098727226257f, 0.12470820546150208f, -0.07785344123840332f, -0.2039254605770111f, 0.0776776373386383f], 0.5381190776824951 },
        { "conv", "decoder.fc.weight", [0.19294312596321106f, 0.056441158056259155f, 0.10945013165473938f, 0.2204117476940155f, -0.2015363574028015f], 30.1429260969162 },
        { "conv", "decoder.fc.bias", [-0.20700430870056152f, 0.025328099727630615f, 0.16712653636932373f, -0.0727255642414093f, 0.12481620907783508f], -4.880850106477737 },
        { "conv", "decoder.deconv1.weight", [0.028777331113815308f, 0.01998564600944519f, 0.04050338268280029f, -0.03159090504050255f, 0.006103431340306997f], 3.1022451793635355 },
        { "conv", "decoder.deconv1.bias", [-0.020034581422805786f, 0.03483949601650238f, -0.010248636826872826f, 0.016126474365592003f, 0.022079795598983765f], 0.051432986088912 },
        { "conv", "decoder.deconv2.weight", [0.03827926516532898f, -0.021266598254442215f, -0.021819381043314934f, 0.016465410590171814f, -0.05061577260494232f], 13.656832807363799 },
        { "conv", "decoder.deconv2.bias", [-0.008596467785537243f, -0.0562828965485096f, 0.04853575676679611f, 0.0171574205160141f, -0.008892485871911049f], 0.012948554940521717 },
        { "conv", "decoder.deconv3.weight", [0.32722073793411255f, -0.12519297003746033f, 0.24875840544700623f, 0.3222154974937439f, -0.0471317395567894f], 1.746050115878461 },
        { "conv", "decoder.deconv3.bias", [-0.0911901444196701f], -0.0911901444196701 },
    };

    [Theory, MemberData(nameof(References))]
    public void Layers_StartWithTheBitsOfPyTorch_WhenTheSeedIsTheSame(string model, string key, float[] first, double sum)
    {
        torch.manual_seed(0);
        using torch.nn.Module network = model == "mlp" ? new Mlp() : new Conv();
        torch.Tensor parameter = network.state_dict()[key];
        parameter.data<float>().ToArray()[..first.Length].ShouldBe(first);
        using torch.Tensor wide = parameter.to(torch.float64), total = wide.sum();
        // The order of summation differs; the elements' bits do not.
        total.item<double>().ShouldBe(sum, 1e-9);
    }

    [Fact]
    public void Initialisers_DrawWhatPyTorchDraws()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(0);
        torch.Tensor w = torch.empty(3, 5);
        First(torch.nn.init.xavier_uniform_(w)).ShouldBe([-0.00648378f, 0.46457377f, -0.71277797f], 1e-7);
        First(torch.nn.init.xavier_normal_(w, 2)).ShouldBe([0.60354304f, 0.81098187f, -0.04508151f], 1e-7);
        First(torch.nn.init.kaiming_normal_(w, mode: torch.nn.init.FanInOut.FanOut, nonlinearity: torch.nn.init.NonlinearityType.ReLU)).ShouldBe([1.91602206f, -0.90537095f, 1.32709491f], 1e-6);
        First(torch.nn.init.kaiming_uniform_(w, 0.2)).ShouldBe([0.94780314f, 0.2137759f, -0.93408155f], 1e-7);
        First(torch.nn.init.constant_(w, 0.5)).ShouldBe([0.5f, 0.5f, 0.5f]);
        First(torch.nn.init.ones_(w)).ShouldBe([1, 1, 1]);
        torch.nn.init.zeros_(w).ShouldBeSameAs(w);
    }

    [Fact]
    public void Fans_CountConnections()
    {
        using torch.Tensor linear = torch.empty(3, 5), conv = torch.empty(8, 2, 3, 5), vector = torch.empty(3);
        torch.nn.init.CalculateFanInAndFanOut(linear).ShouldBe((5, 3));
        torch.nn.init.CalculateFanInAndFanOut(conv).ShouldBe((30, 120));
        Should.Throw<ArgumentException>(() => torch.nn.init.CalculateFanInAndFanOut(vector)).Message.ShouldContain("[3]");
    }

    [Fact]
    public void Gain_IsTheRecommendedOne()
    {
        torch.nn.init.calculate_gain(torch.nn.init.NonlinearityType.Linear).ShouldBe(1);
        torch.nn.init.calculate_gain(torch.nn.init.NonlinearityType.Tanh).ShouldBe(5.0 / 3);
        torch.nn.init.calculate_gain(torch.nn.init.NonlinearityType.ReLU).ShouldBe(Math.Sqrt(2));
        torch.nn.init.calculate_gain(torch.nn.init.NonlinearityType.LeakyReLU, 2).ShouldBe(Math.Sqrt(0.4));
    }

    [Fact]
    public void Dropout_DrawsWhatPyTorchDraws_AndOnlyInTraining()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        using Dropout dropout = torch.nn.Dropout(0.25);
        const float kept = 1 / 0.75f;
        Floats(dropout.call(torch.ones(8))).ShouldBe([kept, kept, 0, kept, 0, kept, kept, kept], 1e-6);
        dropout.eval();
        Floats(dropout.call(torch.ones(8))).ShouldBe([1, 1, 1, 1, 1, 1, 1, 1]);
    }

    private static float[] First(torch.Tensor tensor) => tensor.data<float>().ToArray()[..3];
}
