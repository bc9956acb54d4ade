namespace Vae.Contracts.Tests.Stubs;

public sealed class MemberWriterTests
{
    [Theory]
    [InlineData(".ctor(String name, [null] Object value = null)", "public extern Some(String @name, Object? @value = null);")]
    [InlineData("protected .ctor()", "protected extern Some();")]
    [InlineData("Int32 Count { get; protected set; }", "public extern Int32 @Count { get; protected set; }")]
    [InlineData("abstract T this[Int32 index] { get; }", "public abstract T this[Int32 @index] { get; }")]
    [InlineData("T& this[Int32 index] { get; }", "public extern ref T this[Int32 @index] { get; }")]
    [InlineData("static readonly String Name", "public static readonly String @Name;")]
    [InlineData("const Single Half = 0.5", "public const Single @Half = 0.5f;")]
    [InlineData("event EventHandler<Int32> Changed", "public extern event EventHandler<Int32> @Changed;")]
    [InlineData("[Obsolete] static Void Go(params Int64[] sizes)", "[Obsolete] public static extern void @Go(params Int64[] @sizes);")]
    [InlineData("static ext T Get<T>(Some some, Boolean all = False) where T : struct", "public static extern T @Get<T>(this Some @some, Boolean @all = false) where T : struct;")]
    [InlineData("override T Get<T>() where T : struct", "public override extern T @Get<T>();")]
    [InlineData("static (Some a, Some b) Split(Some x, out Int32 n)", "public static extern (Some a, Some b) @Split(Some @x, out Int32 @n);")]
    [InlineData("static Some op_Addition(Some a, Some b)", "public static extern Some operator +(Some @a, Some @b);")]
    [InlineData("static Some op_Implicit(Double value)", "public static extern implicit operator Some(Double @value);")]
    [InlineData("Void Log(String text, [CallerMemberName] String member = \"a, (b\")", "public extern void @Log(String @text, [CallerMemberName] String @member = \"a, (b\");")]
    public void Write_GivesTheDeclaration(string line, string expected) => MemberWriter.Write(line, "Some", "class", annotated: true).ShouldBe(expected);

    [Fact]
    public void Write_GivesNoQuestionMark_WhenTheLibraryIsNotAnnotated() =>
        MemberWriter.Write("[null] String Name { get; }", "Some", "class", annotated: false).ShouldBe("public extern String @Name { get; }");

    [Fact]
    public void Write_GivesAnEnumsValue() => MemberWriter.Write("const None = -1", "Some", "enum", annotated: true).ShouldBe("@None = -1,");
}
