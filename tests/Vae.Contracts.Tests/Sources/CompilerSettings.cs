using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Vae.Contracts.Tests.Sources;

/// <summary>The compiler's settings as the build has them, without what needs the analyzers.</summary>
internal static class CompilerSettings
{
    public static CSharpParseOptions Parsing(params IEnumerable<string> symbols) =>
        new(LanguageVersion.CSharp14, DocumentationMode.Parse, preprocessorSymbols: symbols);

    public static CSharpCompilationOptions Library(bool isProgram = false) =>
        new(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
}
