using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Vae.Torch.Tests.Api;

/// <summary>The public and protected surface of a namespace as lines "type | member": System's and the root namespace's
/// names without namespace, annotations for null left out.</summary>
internal static class ApiText
{
    private const string Root = "TorchSharp";

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IReadOnlyList<string> Describe(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => type.Namespace?.Split('.')[0] == Root && IsVisible(type))
            .SelectMany(Lines)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsVisible(Type type) =>
        (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        && (type.DeclaringType is null || IsVisible(type.DeclaringType));

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static IEnumerable<string> Lines(Type type)
    {
        var name = Name(type);
        yield return $"{name} | type {Kind(type)}";
        foreach (var field in type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName))
            yield return $"{name} | {Field(field)}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
            yield return $"{name} | {Access(constructor)}.ctor({Parameters(constructor.GetParameters())})";
        foreach (var property in type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)))
            yield return $"{name} | {Property(property)}";
        foreach (var method in type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method)))
            yield return $"{name} | {Method(method)}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "sealed class",
        _ => "class",
    };

    private static string Field(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
            return string.Create(CultureInfo.InvariantCulture, $"const {field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        var modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{(field.IsFamily ? "protected " : "")}{modifiers}{Name(field.FieldType, Names(field))} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        var parameters = property.GetIndexParameters();
        var accessors = string.Concat(property.GetAccessors(true).Where(IsVisible).Select(accessor =>
            (accessor.IsPublic || property.GetAccessors().Length == 0 ? "" : "protected ") + (accessor.ReturnType == typeof(void) ? "set; " : "get; ")));
        var name = parameters.Length == 0 ? property.Name : $"this[{Parameters(parameters)}]";
        var first = property.GetAccessors(true).First(IsVisible);
        return $"{Access(first)}{Name(property.PropertyType, Names(property))} {name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        var arguments = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "ext " : "";
        return $"{Access(method)}{extension}{Name(method.ReturnType, Names(method.ReturnParameter))} {method.Name}{arguments}({Parameters(method.GetParameters())}){string.Concat(method.GetGenericArguments().Select(Constraints))}";
    }

    private static string Constraints(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        var constraints = new List<string>();
        if (argument.GetCustomAttributes(false).Any(attribute => attribute.GetType().Name == "IsUnmanagedAttribute"))
            constraints.Add("unmanaged");
        else if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            constraints.Add("struct");
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Add("class");
        constraints.AddRange(argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Name));
        return constraints.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", constraints)}";
    }

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + Overriding(method);

    private static string Overriding(MethodBase method)
    {
        if (method is not MethodInfo { IsVirtual: true } info || method.IsFinal && info.GetBaseDefinition() == info)
            return "";
        if (method.IsAbstract)
            return "abstract ";
        return info.GetBaseDefinition() != info ? "override " : "virtual ";
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        return $"{prefix}{Name(parameter.ParameterType, Names(parameter))} {parameter.Name}{Default(parameter)}";
    }));

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return " = " + parameter.RawDefaultValue switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            var value when type.IsEnum => $"{Name(type)}.{Enum.ToObject(type, value)}",
            string text => $"\"{text}\"",
            char character => $"'{character}'",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    private static Queue<string?> Names(ICustomAttributeProvider member) => new(
        member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>()
            .SelectMany(attribute => attribute.TransformNames));

    private static string Name(Type type) => Name(type, new Queue<string?>());

    // The names of tuple elements come in the order in which the types are written.
    private static string Name(Type type, Queue<string?> tupleNames)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!, tupleNames);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, tupleNames)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying, tupleNames) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsGenericType && type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
            return Tuple(type, tupleNames);
        var text = new StringBuilder();
        if (type.DeclaringType is { } outer)
            text.Append(Name(outer)).Append('.');
        else if (type.Namespace is { } space && space.StartsWith(Root + ".", StringComparison.Ordinal))
            text.Append(space[(Root.Length + 1)..]).Append('.');
        text.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType)
            text.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(argument => Name(argument, tupleNames))).Append('>');
        return text.ToString();
    }

    private static string Tuple(Type type, Queue<string?> tupleNames)
    {
        var elements = type.GetGenericArguments();
        string?[] names = [.. elements.Select(_ => tupleNames.TryDequeue(out var name) ? name : null)];
        return $"({string.Join(", ", elements.Select((element, i) => Name(element, tupleNames) + (names[i] is { } name ? " " + name : "")))})";
    }
}
