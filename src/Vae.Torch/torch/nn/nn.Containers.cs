namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>An empty sequence, to be appended to.</summary>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sequential Sequential() =>
            new();

        /// <summary>Modules one after the other, named "0", "1", ….</summary>
        /// <param name="modules">In the order in which they run; the result owns them.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            new(modules);

        /// <summary>Named modules one after the other.</summary>
        /// <param name="modules">In the order in which they run; the result owns them.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
            new(modules);

        /// <summary>Modules one after the other, named "0", "1", ….</summary>
        /// <param name="modules">In the order in which they run; the result owns them.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
            new(modules.ToArray());

        /// <summary>Named modules one after the other.</summary>
        /// <param name="modules">In the order in which they run; the result owns them.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
            new(modules.ToArray());

        /// <summary>Modules in a list.</summary>
        /// <param name="modules">In order; the list owns them.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module =>
            new(modules);

        /// <summary>A trained tensor.</summary>
        /// <param name="data">Its initial value, which is disposed.</param>
        /// <param name="requires_grad">False for one that is not trained. Default: true.</param>
        /// <returns>The parameter, which is the caller's to register.</returns>
        public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) =>
            new(data, requires_grad);
    }
}
