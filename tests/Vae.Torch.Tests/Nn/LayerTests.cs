using TorchSharp;
using TorchSharp.Modules;

namespace Vae.Torch.Tests.Nn;

/// <summary>Layers against values and gradients of PyTorch 1.13.1 in double precision, for the ramp and the weights of NnTest.</summary>
public sealed class LayerTests : NnTest
{
    [Fact]
    public void Linear_EqualsPyTorch()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Linear(4, 3).@double());
        ShouldEqual(module.call, Ramp(2, 4),
            [2.53057542, -1.22722506, 2.65495286, -1.77317584, 2.95362727, -0.91988083],
            [0.40631272, 0.39035117, 0.19080136, -0.09848531, -0.22564776, -0.27773337, -0.19919664, -0.02697461]);
        ParameterGradientsShouldBe(module,
            [0.25792829, 1.39463466, 1.87542256, 1.47416992, 0.1464105, 1.07175547, 1.49303709, 1.21212004, -0.07590784, -0.0622069, -0.01924908, 0.03276188],
            [0.09592786, -0.27514845, -0.43799789]);
    }

    [Fact]
    public void Conv2d_EqualsPyTorch_WithStrideAndPadding()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Conv2d(2, 2, 3, stride: 2, padding: 1).@double());
        ShouldEqual(module.call, Ramp(1, 2, 4, 4),
            [-0.90962267, 1.10117331, -0.18918855, -3.78872232, -0.33844555, 1.48722571, 0.49102903, -3.32524396],
            [0.03443961, 0.24316635, 0.02416835, -0.24582676, 0.24833611, -0.00571461, -0.26807176, -0.07011604, -0.00439304, -0.2264579, -0.02962986, -0.0848528, -0.3496843, -0.23259259, -0.06837285, -0.00442073, 0.03271291, 0.23642755, 0.01726647, -0.25133003, 0.2520671, -0.00573374, -0.26451258, -0.0645092, -0.01124689, -0.2331833, -0.03124883, -0.08576132, -0.34611065, -0.22586147, -0.06711369, -0.00272384]);
        ParameterGradientsShouldBe(module,
            [0.55316367, 0.87431053, 0.93772214, 0.24141088, 0.22803844, 0.29611155, -0.40273574, -0.15158084, -0.27981402, -0.58790712, -0.23139595, 0.42914772, 0.56133444, -0.13868198, 0.06248295, -0.48529723, 0.21831539, 0.03809093, -0.6117714, -0.95100098, -1.27167161, 0.13411877, 0.13897054, 0.28997048, 0.153749, -0.03542901, -0.23015553, 0.65019591, 0.63425919, -0.22528342, -0.79156636, -0.25097238, -0.06700323, 0.84668966, 0.30144535, 0.16698763],
            [0.49033573, 0.5269973]);
    }

    [Fact]
    public void ConvTranspose2d_EqualsPyTorch_WithStride()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.ConvTranspose2d(2, 2, 3, stride: 2, padding: 1, output_padding: 1).@double());
        ShouldEqual(module.call, Ramp(1, 2, 2, 2),
            [0.30813925, 0.25866986, 0.32563679, 0.17109015, -0.00701672, -0.12055978, -0.10792459, -0.01147191, 0.32897003, 0.19428146, 0.3165713, 0.44597105, 0.26714556, 0.4686362, 0.46491292, 0.34554638, 0.84842458, 0.79753986, 0.86773453, 0.71378859, 0.5422514, 0.42689286, 0.43812444, 0.53892384, 0.87469232, 0.74262302, 0.8660256, 0.99435446, 0.81272783, 1.01483212, 1.00876397, 0.88806762],
            [0.16378593, -1.67387933, 0.1360769, -0.37212113, 0.16777388, -1.56234177, 0.21861391, -0.26587018]);
        ParameterGradientsShouldBe(module,
            [-0.1423848, -0.4605721, 0.46632892, 0.35856164, 0.09218188, -1.41918222, 0.26004893, 0.75143654, 1.82310312, 0.67460397, 1.04747432, 0.80396399, -1.36229725, -1.84410709, -0.83242809, 1.22376555, 1.476396, -0.00297649, 0.18622853, 0.31588598, -0.67727052, -0.16517675, 0.3908566, 1.60264244, -0.44314493, -1.11862145, -1.77916678, -0.88233087, -1.15905093, -0.73243807, 1.33316824, 1.57461677, 0.32987449, -1.11249188, -1.04545844, 0.47788204],
            [1.62944046, -1.21633692]);
    }

    [Fact]
    public void ConvTranspose2d_EqualsPyTorch_WithoutStride()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.ConvTranspose2d(2, 1, 3, padding: 1).@double());
        ShouldEqual(module.call, Ramp(1, 2, 3, 3),
            [2.59992516, 2.30802873, -1.66587536, -3.99666787, -8.65729512, -4.50930426, -2.18865661, 1.62112965, 2.42221388],
            [0.79522749, 2.59514031, 1.47326432, 1.03445032, -1.65690907, -2.13682072, -2.23541469, -1.13274465, 0.25827456, 0.74894233, 2.56780669, 1.47068371, 1.08974826, -1.59028125, -2.1126896, -2.26532889, -1.18755341, 0.21930187]);
        ParameterGradientsShouldBe(module,
            [0.79522749, 2.59514031, 1.47326432, 1.03445032, -1.65690907, -2.13682072, -2.23541469, -1.13274465, 0.25827456, 0.74894233, 2.56780669, 1.47068371, 1.08974826, -1.59028125, -2.1126896, -2.26532889, -1.18755341, 0.21930187],
            [1.62568434]);
    }

    [Fact]
    public void LayerNorm_EqualsPyTorch()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.LayerNorm(4).@double());
        ShouldEqual(module.call, Ramp(2, 4),
            [-0.16630824, 1.29690558, 2.10238639, 0.60891023, 0.77739305, 0.8329299, 0.07107306, 0.20796692],
            [0.59716642, 2.22597962, -0.45128133, -2.37186472, 0.31021993, -0.99617519, 0.17538977, 0.51056549]);
        ParameterGradientsShouldBe(module,
            [-3.02501135, 0.33857746, -0.84368356, -0.60293666],
            [0.10324158, 0.41081417, 0.40749078, 0.09578649]);
    }

    [Fact]
    public void GroupNorm_EqualsPyTorch()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.GroupNorm(2, 4).@double());
        ShouldEqual(module.call, Ramp(1, 4, 2, 2),
            [0.39550645, 0.61481019, 0.67514176, 0.54812628, 0.83572176, 0.08832834, -0.32992219, -0.22232005, 0.2841017, 1.29178996, 2.0840633, 2.28830317, 1.23181037, 0.59272329, -0.05803237, -0.41439606],
            [0.39711617, 0.45434645, 0.17094514, -0.22212662, -1.12759236, -0.59341754, 0.23350236, 0.68722641, 0.34719972, -0.11527798, -0.47565903, -0.28329372, 0.45320393, 0.56077332, 0.1641392, -0.65108544]);
        ParameterGradientsShouldBe(module,
            [-0.05469964, -1.95277154, -2.67410654, -2.28459167],
            [0.49033573, 0.5269973, -1.43551425, 2.04762168]);
    }

    [Fact]
    public void BatchNorm1d_EqualsPyTorch_InTrainingAndInEvaluation()
    {
        using BatchNorm1d module = torch.nn.BatchNorm1d(4).@double();
        Fill(module.weight!, Ramp(4));
        Fill(module.bias!, Ramp(4));
        ShouldEqual(module.call, Ramp(3, 4),
            [0.62514174, 1.76779127, 1.76950138, 1.01775344, 0.35318038, -0.26862712, -0.40785132, -0.26801192, -0.0917615, 1.0252488, 1.61334437, 1.27664803],
            [0.75992781, 0.32540458, 0.41000841, -0.15887666, -1.22440431, 0.18672347, 0.03168823, 0.02664294, 0.4644765, -0.51212805, -0.44169664, 0.13223372]);
        ParameterGradientsShouldBe(module,
            [0.14317447, 0.90918872, -1.64513257, -2.64613249],
            [0.7115929, 0.16727002, -0.50363948, -0.79340466]);
        Doubles(module.running_mean!.alias()).ShouldBe([-0.00122586, 0.01803848, 0.02881904, 0.02604556], 2e-8);
        Doubles(module.running_var!.alias()).ShouldBe([0.9114197, 0.95409427, 1.02065227, 1.00060305], 2e-8);
        module.num_batches_tracked!.item<long>().ShouldBe(1);

        module.eval();
        using torch.Tensor x = Ramp(3, 4);
        Doubles(module.call(x)).ShouldBe(
            [0.38737685, 1.55083513, 1.93677098, 1.11398647, 0.30877081, 0.29883282, 0.00385676, 0.0613175, 0.18016754, 1.09431553, 1.79814479, 1.32594607], 2e-8);
        module.num_batches_tracked!.item<long>().ShouldBe(1);
        module.reset_running_stats();
        Doubles(module.running_var!.alias()).ShouldBe([1, 1, 1, 1]);
        module.num_batches_tracked!.item<long>().ShouldBe(0);
    }

    [Fact]
    public void BatchNorm2d_EqualsPyTorch()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = torch.nn.BatchNorm2d(2).@double();
        ShouldEqual(module.call, Ramp(1, 2, 4, 4),
            [0.30932915, 1.08216898, 1.29478114, 0.84717079, -0.05014391, -0.97514186, -1.49278205, -1.35961021, -0.63825916, 0.33200846, 1.09486061, 1.291516, 0.82948454, -0.07393316, -0.99384564, -1.49760369, -1.42673129, -0.6697162, 0.33388994, 1.11207547, 1.29884758, 0.80636443, -0.13375147, -1.07934891, -1.58569864, -1.41465648, -0.64666622, 0.35707432, 1.12449027, 1.29465393, 0.78753466, -0.15836141],
            [1.45869411, 1.39093872, 0.31809128, -0.91106544, -1.44395899, -1.03292703, -0.14945232, 0.44809499, 0.33059894, -0.28791822, -0.77110197, -0.62098739, 0.08292766, 0.72780439, 0.66893365, -0.20867237, 0.67022337, -0.79135122, -1.39852713, -0.88106798, 0.22267154, 1.04218148, 1.0501466, 0.41782816, -0.19792502, -0.23563468, 0.3009816, 0.86099404, 0.83130881, 0.08967013, -0.83475448, -1.14674523]);
    }

    [Fact]
    public void PixelShuffle_EqualsPyTorch()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.PixelShuffle(2).@double());
        ShouldEqual(module.call, Ramp(1, 4, 1, 2),
            [0.29552021, 0.99166481, 0.84147098, 0.67546318, 0.04158066, -0.97753012, -0.61185789, -0.88345466],
            [1.0, -0.22720209, 0.62160997, -0.90407214, -0.89675842, 0.63469288, -0.2107958, 0.99985864]);
    }

    [Fact]
    public void Upsample_EqualsPyTorch_Nearest()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Upsample(scale_factor: [2]).@double());
        ShouldEqual(module.call, Ramp(1, 1, 2, 2),
            [0.29552021, 0.29552021, 0.84147098, 0.84147098, 0.29552021, 0.29552021, 0.84147098, 0.84147098, 0.99166481, 0.99166481, 0.67546318, 0.67546318, 0.99166481, 0.99166481, 0.67546318, 0.67546318],
            [0.51405575, 0.50327728, 0.81807359, -0.20596617]);
    }

    [Fact]
    public void Upsample_EqualsPyTorch_Bilinear()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Upsample(size: [3, 5], mode: torch.UpsampleMode.Bilinear).@double());
        ShouldEqual(module.call, Ramp(1, 1, 2, 2),
            [0.29552021, 0.35011528, 0.5684956, 0.78687591, 0.84147098, 0.64359251, 0.65507997, 0.7010298, 0.74697963, 0.75846708, 0.99166481, 0.96004465, 0.833564, 0.70708334, 0.67546318],
            [1.81603683, -1.32817808, -1.2832115, 1.82987254]);
    }

    [Fact]
    public void Upsample_EqualsPyTorch_BilinearWithAlignedCorners()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Upsample(size: [3, 5], mode: torch.UpsampleMode.Bilinear, align_corners: true).@double());
        ShouldEqual(module.call, Ramp(1, 1, 2, 2),
            [0.29552021, 0.4320079, 0.5684956, 0.70498329, 0.84147098, 0.64359251, 0.67231115, 0.7010298, 0.72974844, 0.75846708, 0.99166481, 0.9126144, 0.833564, 0.75451359, 0.67546318],
            [1.5852089, -1.09735014, -1.05466899, 1.60133003]);
    }

    [Fact]
    public void Conv2d_EqualsPyTorch_WithPaddingSame()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Conv2d(2, 2, 2, Padding.Same).@double());
        ShouldEqual(module.call, Ramp(1, 2, 3, 3),
            [0.61149248, 0.96461357, 0.63398281, 0.7087235, 0.22006144, 0.06813257, -0.24189681, -0.09738133, 0.17013669, 1.39761924, 1.45181743, 0.99699169, 0.80856382, 0.41364424, 0.56178797, 0.25969378, 0.46602288, 0.74375975],
            [0.38657568, 1.28994556, 0.504517, 0.59002977, -1.05234272, -2.45187146, -1.09666418, -0.02943735, 1.95927566, -0.11988162, -1.19609617, -1.00186419, -0.99172448, 0.25772265, 2.34106318, 1.42603271, 0.95686833, -1.46313599]);
    }

    [Fact]
    public void Conv2d_EqualsPyTorch_WithReflection()
    {
        using torch.nn.Module<torch.Tensor, torch.Tensor> module = WithRamps(torch.nn.Conv2d(2, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect).@double());
        ShouldEqual(module.call, Ramp(1, 2, 3, 3),
            [0.35271765, -2.14676733, 0.4847245, 7.1353431, 9.26948163, 7.13367888, 0.09263856, -2.30016727, 0.21943419, 0.84012349, -1.72078085, 0.83850664, 7.61192428, 9.81030021, 7.74106622, 0.84378251, -1.62235412, 0.84191694],
            [-1.1136313, -0.52119406, 0.61557697, -0.63222277, -0.26345203, 0.38046736, 1.74410157, 0.78391581, -0.99498968, -1.13624873, -0.51444179, 0.64464688, -0.57194199, -0.22916868, 0.35294784, 1.70660531, 0.74297521, -0.99661635]);
    }

    [Fact]
    public void Interpolate_EqualsPyTorch_ByAreaAndCubic()
    {
        using torch.Tensor four = Ramp(1, 1, 4, 4), two = Ramp(1, 1, 2, 2);
        Doubles(torch.nn.functional.interpolate(four, [2, 2], mode: torch.InterpolationMode.Area)).ShouldBe([0.14167849, -0.0484642, 0.15635234, 0.058447], 2e-8);
        Doubles(torch.nn.functional.interpolate(two, scale_factor: [1.5], mode: torch.InterpolationMode.Bicubic)).ShouldBe(
            [0.18120293, 0.54548619, 0.90976944, 0.63362076, 0.7010298, 0.76843883, 1.08603858, 0.85657341, 0.62710823], 2e-8);
    }
}
