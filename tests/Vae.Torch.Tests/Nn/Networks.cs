using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Vae.Torch.Tests.Nn;

/// <summary>A small user's module with components of every kind: the 784-400-20 autoencoder.</summary>
internal sealed class Mlp : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "fc1")] private readonly Linear _hidden = nn.Linear(784, 400);
    [ComponentName(Name = "fc21")] private readonly Linear _mean = nn.Linear(400, 20);
    [ComponentName(Name = "fc22")] private readonly Linear _logVariance = nn.Linear(400, 20);
    [ComponentName(Name = "fc3")] private readonly Linear _decoded = nn.Linear(20, 400);
    [ComponentName(Name = "fc4")] private readonly Linear _pixels = nn.Linear(400, 784);

    public Mlp() : base(nameof(Mlp)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor h = nn.functional.relu(_hidden.call(input));
        Tensor z = _mean.call(h) + (_logVariance.call(h) * 0.5).exp();
        return _pixels.call(nn.functional.relu(_decoded.call(z))).MoveToOuterDisposeScope();
    }
}

/// <summary>The convolutional autoencoder with its encoder and decoder as submodules.</summary>
internal sealed class Conv : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "encoder")] private readonly Half _encoder = new(encodes: true);
    [ComponentName(Name = "decoder")] private readonly Half _decoder = new(encodes: false);

    public Conv() : base(nameof(Conv)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using Tensor z = _encoder.call(input);
        return _decoder.call(z);
    }

    private sealed class Half : nn.Module<Tensor, Tensor>
    {
        private readonly bool _encodes;

        internal Half(bool encodes) : base(nameof(Half))
        {
            _encodes = encodes;
            if (encodes)
            {
                register_module("conv1", nn.Conv2d(1, 32, 3, 2, 1));
                register_module("conv2", nn.Conv2d(32, 64, 3, 2, 1));
                register_module("fc", nn.Linear(3136, 16));
                register_module("fc_mu", nn.Linear(16, 16));
                register_module("fc_logvar", nn.Linear(16, 16));
                return;
            }
            register_module("fc", nn.Linear(16, 3136));
            register_module("deconv1", nn.ConvTranspose2d(64, 64, 3, 2, 1, 1));
            register_module("deconv2", nn.ConvTranspose2d(64, 32, 3, 2, 1, 1));
            register_module("deconv3", nn.ConvTranspose2d(32, 1, 3, 1, 1));
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            nn.Module<Tensor, Tensor>[] layers = [.. children().Cast<nn.Module<Tensor, Tensor>>()];
            Tensor h = input;
            if (_encodes)
            {
                for (int i = 0; i < 2; i++) h = nn.functional.relu(layers[i].call(h));
                h = nn.functional.relu(layers[2].call(h.flatten(1)));
                return (layers[3].call(h) + (layers[4].call(h) * 0.5).exp()).MoveToOuterDisposeScope();
            }
            h = nn.functional.relu(layers[0].call(h)).view(-1, 64, 7, 7);
            h = nn.functional.relu(layers[1].call(h));
            h = nn.functional.relu(layers[2].call(h));
            return layers[3].call(h).MoveToOuterDisposeScope();
        }
    }
}
