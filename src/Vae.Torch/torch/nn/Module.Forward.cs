namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that is called with one value.</summary>
        /// <typeparam name="T">The input.</typeparam>
        /// <typeparam name="TResult">The output.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Runs the module.</summary>
            /// <param name="input1">The input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            TResult call(T input1);
        }

        /// <summary>Something that is called with two values.</summary>
        /// <typeparam name="T1">The first input.</typeparam>
        /// <typeparam name="T2">The second input.</typeparam>
        /// <typeparam name="TResult">The output.</typeparam>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Runs the module.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module of one input.</summary>
        /// <typeparam name="T">The input.</typeparam>
        /// <typeparam name="TResult">The output.</typeparam>
        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            /// <summary>Makes a module without components.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> returns.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes.</summary>
            /// <param name="input">The input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            public abstract TResult forward(T input);

            /// <summary>Runs <see cref="forward"/>.</summary>
            /// <param name="input">The input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            public TResult call(T input) => forward(input);
        }

        /// <summary>A module of two inputs.</summary>
        /// <typeparam name="T1">The first input.</typeparam>
        /// <typeparam name="T2">The second input.</typeparam>
        /// <typeparam name="TResult">The output.</typeparam>
        public abstract class Module<T1, T2, TResult> : Module, IModule<T1, T2, TResult>
        {
            /// <summary>Makes a module without components.</summary>
            /// <param name="name">What <see cref="Module.GetName"/> returns.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>What the module computes.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs <see cref="forward"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            /// <returns>The output, which is the caller's to dispose.</returns>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }
    }
}
