using TorchSharp;
using TorchSharp.Modules;

namespace Vae.Torch.Tests.Nn;

public sealed class ModuleTests : NnTest
{
    [Fact]
    public void StateDict_HasTheKeysOfPyTorch_InTheOrderOfRegistration()
    {
        using var mlp = new Mlp();
        mlp.state_dict().Keys.ShouldBe(
            ["fc1.weight", "fc1.bias", "fc21.weight", "fc21.bias", "fc22.weight", "fc22.bias", "fc3.weight", "fc3.bias", "fc4.weight", "fc4.bias"]);
        mlp.parameters().Sum(parameter => parameter.numel()).ShouldBe(652_824);

        using Sequential chain = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2));
        chain.state_dict().Keys.ShouldBe(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"]);
        chain.state_dict(prefix: "x").Keys.First().ShouldBe("x.0.weight");
    }

    [Fact]
    public void Enumerations_FollowTheTree()
    {
        using var conv = new Conv();
        conv.named_children().Select(child => child.name).ShouldBe(["encoder", "decoder"]);
        conv.named_modules().Select(module => module.name).Take(4).ShouldBe(["encoder", "decoder", "encoder.conv1", "encoder.conv2"]);
        conv.modules().Count().ShouldBe(11);
        conv.named_parameters(recurse: false).ShouldBeEmpty();
        conv.named_parameters().First().name.ShouldBe("encoder.conv1.weight");
        conv.parameters().Sum(parameter => parameter.numel()).ShouldBe(178_545);
        conv.buffers().ShouldBeEmpty();

        int calls = 0;
        conv.apply(_ => calls++).ShouldBeSameAs(conv);
        calls.ShouldBe(12);
    }

    [Fact]
    public void Parameters_AppearOnce_WhenAModuleIsShared()
    {
        Linear shared = torch.nn.Linear(2, 2);
        using Sequential chain = torch.nn.Sequential(shared, shared);
        chain.parameters().Count().ShouldBe(2);
        chain.state_dict().Count.ShouldBe(4);
    }

    [Fact]
    public void LoadStateDict_CopiesTheValues()
    {
        torch.manual_seed(1);
        using var from = new Mlp();
        using var to = new Mlp();
        using torch.Tensor x = torch.rand(3, 784);
        Floats(to.call(x)).ShouldNotBe(Floats(from.call(x)));
        (IList<string> missing, IList<string> unexpected) = to.load_state_dict(from.state_dict());
        missing.ShouldBeEmpty();
        unexpected.ShouldBeEmpty();
        Floats(to.call(x)).ShouldBe(Floats(from.call(x)));
        to.parameters().ShouldAllBe(parameter => parameter.requires_grad && parameter.is_leaf);
    }

    [Fact]
    public void LoadStateDict_ChangesNothing_WhenItThrows()
    {
        using Linear linear = torch.nn.Linear(2, 3);
        using torch.Tensor weight = torch.ones(3, 2), wrong = torch.ones(2), bias = torch.ones(3);
        float[] before = Floats(linear.weight.alias());

        Should.Throw<ArgumentException>(() => linear.load_state_dict(new() { ["weight"] = weight, ["bias"] = wrong })).Message.ShouldContain("[2]");
        Should.Throw<InvalidOperationException>(() => linear.load_state_dict(new() { ["weight"] = weight, ["other"] = bias }))
            .Message.ShouldContain("missing [bias], unexpected [other]");
        Floats(linear.weight.alias()).ShouldBe(before);

        (IList<string> missing, IList<string> unexpected) = linear.load_state_dict(new() { ["weight"] = weight, ["other"] = bias }, strict: false);
        missing.ShouldBe(["bias"]);
        unexpected.ShouldBe(["other"]);
        Floats(linear.weight.alias()).ShouldBe([1, 1, 1, 1, 1, 1]);
        linear.load_state_dict(new() { ["weight"] = weight }, skip: ["bias"]).missing_keys.ShouldBeEmpty();
    }

    [Fact]
    public void Train_ReachesEverything()
    {
        using Sequential chain = torch.nn.Sequential(torch.nn.Dropout(), torch.nn.Sequential(torch.nn.Dropout()));
        chain.training.ShouldBeTrue();
        chain.eval();
        chain.modules().ShouldAllBe(module => !module.training);
        chain.train();
        chain.modules().ShouldAllBe(module => module.training);
    }

    [Fact]
    public void To_ConvertsInPlace_AndLeavesIntegersAlone()
    {
        using BatchNorm2d norm = torch.nn.BatchNorm2d(2);
        Parameter weight = norm.weight!;
        using (torch.Tensor x = torch.rand(2, 2, 3, 3)) using (torch.Tensor y = norm.call(x)) using (torch.Tensor sum = y.sum()) sum.backward();

        norm.@double().ShouldBeSameAs(norm);
        norm.weight.ShouldBeSameAs(weight);
        weight.dtype.ShouldBe(torch.float64);
        weight.requires_grad.ShouldBeTrue();
        using (torch.Tensor? grad = weight.grad) grad!.dtype.ShouldBe(torch.float64);
        norm.running_var!.dtype.ShouldBe(torch.float64);
        norm.num_batches_tracked!.dtype.ShouldBe(torch.int64);
        norm.to("cpu").to(torch.float32).weight!.dtype.ShouldBe(torch.float32);
        Should.Throw<ArgumentException>(() => norm.to(torch.int64)).Message.ShouldContain("floating");
    }

    [Fact]
    public void Registration_Throws_WhenTheNameCannotBeAKey()
    {
        using Sequential chain = torch.nn.Sequential();
        using Linear linear = torch.nn.Linear(1, 1);
        Should.Throw<ArgumentException>(() => chain.append("a.b", linear)).Message.ShouldContain("dot");
        chain.append("a", linear);
        Should.Throw<ArgumentException>(() => chain.append("a", linear)).Message.ShouldContain("already");
        Should.Throw<ArgumentException>(() => chain.register_module("self", chain));
    }

    [Fact]
    public void Components_OutliveTheScopeInWhichTheyWereMade()
    {
        Sequential chain;
        using (torch.NewDisposeScope())
            chain = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.BatchNorm1d(2));
        using (chain)
        using (torch.Tensor x = torch.rand(4, 2))
            Floats(chain.call(x)).Length.ShouldBe(8);
        Should.Throw<ObjectDisposedException>(() => chain.state_dict()["0.weight"].shape);
    }

    [Fact]
    public void NonPersistentBuffers_StayOutOfTheStateDict()
    {
        using Sequential chain = torch.nn.Sequential();
        chain.register_buffer("kept", torch.ones(1));
        chain.register_buffer("left", torch.ones(1), persistent: false);
        chain.state_dict().Keys.ShouldBe(["kept"]);
        chain.named_buffers().Select(buffer => buffer.name).ShouldBe(["kept", "left"]);
        chain.has_buffer("left").ShouldBeTrue();
        chain.get_buffer("none").ShouldBeNull();
    }

    [Fact]
    public void Sequential_RunsInOrder_AndDisposesWhatLiesBetween()
    {
        using Sequential chain = torch.nn.Sequential(("twice", new Times(2)), ("square", new Square()));
        using torch.Tensor x = torch.tensor(3.0);
        using torch.Tensor y = chain.call(x);
        y.item<double>().ShouldBe(36);
        chain.Count.ShouldBe(2);
        chain.named_children().Select(child => child.name).ShouldBe(["twice", "square"]);
        using torch.Tensor same = torch.nn.Sequential().call(x);
        same.item<double>().ShouldBe(3);
    }

    [Fact]
    public void Shapes_AreJoinedAndSplit()
    {
        using torch.Tensor x = torch.zeros(2, 3, 4);
        using torch.Tensor flat = torch.nn.Flatten().call(x), split = torch.nn.Unflatten(1, [6, 2]).call(flat), same = torch.nn.Identity().call(x);
        flat.shape.ShouldBe([2, 12]);
        split.shape.ShouldBe([2, 6, 2]);
        same.shape.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Errors_NameTheShapes()
    {
        using Linear linear = torch.nn.Linear(3, 2);
        using BatchNorm1d one = torch.nn.BatchNorm1d(3);
        using ConvTranspose2d up = torch.nn.ConvTranspose2d(1, 1, 3, stride: 2);
        using torch.Tensor x = torch.zeros(4, 5), image = torch.zeros(1, 1, 2, 2);
        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => linear.call(x)).Message.ShouldContain("4x5 and 3x2");
        Should.Throw<ArgumentException>(() => one.call(image)).Message.ShouldContain("[1, 1, 2, 2]");
        Should.Throw<ArgumentException>(() => up.forward(image, [9, 9])).Message.ShouldContain("[5, 6]");
        using torch.Tensor six = up.forward(image, [6, 6]);
        six.shape.ShouldBe([1, 1, 6, 6]);
        Should.Throw<ArgumentException>(() => torch.nn.Conv2d(3, 2, 3, groups: 2)).Message.ShouldContain("groups");
        Should.Throw<ArgumentException>(() => torch.nn.functional.interpolate(image));
    }

    private sealed class Times(double factor) : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(Times))
    {
        public override torch.Tensor forward(torch.Tensor input) => input * factor;
    }

    private sealed class Square() : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(Square))
    {
        public override torch.Tensor forward(torch.Tensor input) => input * input;
    }
}
