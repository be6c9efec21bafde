using System.Reflection;
using System.Runtime.CompilerServices;

namespace Reeve.Tests.PublicApi;

/// <summary>Renders what an assembly offers to others, one sorted line per type and member.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .SelectMany(type => Members(type).Prepend(TypeLine(type)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static string TypeLine(Type type)
    {
        var keyword = type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : IsRecord(type) ? "record"
            : "class";
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsInterface || type.IsValueType ? ""
            : type.IsAbstract ? "abstract "
            : type.IsSealed ? "sealed " : "";
        var bases = new[] { type.BaseType }
            .Where(baseType => baseType is not null && baseType != typeof(object) && baseType != typeof(ValueType) && baseType != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Where(item => item.IsVisible && !IsOfRecord(type, item)).OrderBy(TypeName.Of, StringComparer.Ordinal))
            .Select(item => TypeName.Of(item!))
            .ToList();
        return $"{FullName(type)}: {modifier}{keyword}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{FullName(type)}.{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        }

        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(FieldText);
        var properties = type.GetProperties(Declared).Where(property => IsVisible(property) && property.Name != "EqualityContract").Select(PropertyText);
        var events = type.GetEvents(Declared).Where(item => item.AddMethod is { } add && IsVisible(add)).Select(item => $"event {TypeName.Of(item.EventHandlerType!)} {item.Name}");
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"new({Parameters(constructor)})");
        var methods = type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method) && !IsSynthesised(type, method)).Select(MethodText);
        return fields.Concat(properties).Concat(events).Concat(constructors).Concat(methods).Select(text => $"{FullName(type)}.{text}");
    }

    private static string FullName(Type type) => $"{type.Namespace}.{TypeName.Of(type)}";

    private static string FieldText(FieldInfo field) => field.IsLiteral
        ? $"{field.Name}: const {TypeName.Of(field.FieldType)} = \"{field.GetRawConstantValue()}\""
        : $"{field.Name}: {(field.IsStatic ? "static " : "")}{TypeName.Of(field.FieldType)}";

    private static string PropertyText(PropertyInfo property)
    {
        var nullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable && !property.PropertyType.IsValueType ? "?" : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? IsInitOnly(setter) ? " init;" : " set;" : "";
        return $"{property.Name}: {Scope(property.GetMethod ?? property.SetMethod!)}{required}{TypeName.Of(property.PropertyType)}{nullable} {{{get}{set} }}";
    }

    private static string MethodText(MethodInfo method)
    {
        var arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>" : "";
        return $"{method.Name}{arguments}({Parameters(method)}): {Scope(method)}{TypeName.Of(method.ReturnType)}{Mark(method.ReturnParameter)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{TypeName.Of(parameter.ParameterType)}{Mark(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Mark(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Scope(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal ? "" : method.IsAbstract ? "abstract " : "virtual ");

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInitOnly(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsOfRecord(Type type, Type item) =>
        IsRecord(type) && item.IsGenericType && item.GetGenericTypeDefinition() == typeof(IEquatable<>);

    /// <summary>What the compiler gives every record says nothing.</summary>
    private static bool IsSynthesised(Type type, MethodInfo method) =>
        method.Name.Contains('<', StringComparison.Ordinal)
        || (IsRecord(type) && method.Name is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "op_Equality" or "op_Inequality");
}
