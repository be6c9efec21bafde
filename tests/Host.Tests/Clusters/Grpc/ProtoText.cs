using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace Reeve.Host.Tests.Clusters.Grpc;

/// <summary>Proto files as text without comments, options and order: what a file says, and what a server says of itself, one statement on each line.</summary>
internal static partial class ProtoText
{
    /// <summary>The statements of a file.</summary>
    public static IReadOnlyList<string> OfFile(string text)
    {
        var statements = new List<string>();
        var scope = new List<string>();
        foreach (Match token in Statements().Matches(Comments().Replace(text, "")))
        {
            var statement = Spaces().Replace(Options().Replace(token.Groups[1].Value, ""), " ").Trim();
            if (token.Value[^1] == '}')
            {
                scope.RemoveAt(scope.Count - 1);
            }
            else if (token.Value[^1] == '{')
            {
                scope.Add(statement.Split(' ')[1]);
                statements.Add(Line(scope, statement));
            }
            else if (!statement.StartsWith("option ", StringComparison.Ordinal) && !statement.StartsWith("syntax", StringComparison.Ordinal))
            {
                statements.Add(Line(scope, statement));
            }
        }

        return [.. statements.Order(StringComparer.Ordinal)];
    }

    /// <summary>The same of a descriptor.</summary>
    public static IReadOnlyList<string> OfDescriptor(FileDescriptorProto file)
    {
        IEnumerable<string> statements =
        [
            $"package {file.Package}",
            .. file.Dependency.Select(import => $"import \"{import}\""),
            .. file.Service.SelectMany(service => (IEnumerable<string>)[$"{service.Name}: service {service.Name}", .. service.Method.Select(method => $"{service.Name}: {Method(file, method)}")]),
            .. file.MessageType.SelectMany(message => Message(file, message)),
            .. file.EnumType.SelectMany(Enumeration),
        ];
        return [.. statements.Order(StringComparer.Ordinal)];
    }

    private static string Line(List<string> scope, string statement) => scope.Count == 0 ? statement : $"{string.Join('.', scope)}: {statement}";

    private static string Method(FileDescriptorProto file, MethodDescriptorProto method) =>
        $"rpc {method.Name}({(method.ClientStreaming ? "stream " : "")}{Short(file, method.InputType)}) returns ({(method.ServerStreaming ? "stream " : "")}{Short(file, method.OutputType)})";

    private static IEnumerable<string> Message(FileDescriptorProto file, DescriptorProto message) =>
        [$"{message.Name}: message {message.Name}", .. message.Field.Select(field => $"{message.Name}: {Field(file, message, field)}")];

    private static string Field(FileDescriptorProto file, DescriptorProto message, FieldDescriptorProto field)
    {
        var map = message.NestedType.FirstOrDefault(nested => nested.Options?.MapEntry == true && field.TypeName.EndsWith($".{message.Name}.{nested.Name}", StringComparison.Ordinal));
        var type = map is null ? Type(file, field) : $"map<{Type(file, map.Field[0])}, {Type(file, map.Field[1])}>";
        var label = field.Proto3Optional ? "optional " : map is null && field.Label == FieldDescriptorProto.Types.Label.Repeated ? "repeated " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{label}{type} {field.Name} = {field.Number}");
    }

    private static IEnumerable<string> Enumeration(EnumDescriptorProto one) =>
        [$"{one.Name}: enum {one.Name}", .. one.Value.Select(value => string.Create(CultureInfo.InvariantCulture, $"{one.Name}: {value.Name} = {value.Number}"))];

    private static string Type(FileDescriptorProto file, FieldDescriptorProto field) =>
        field.TypeName.Length > 0 ? Short(file, field.TypeName) : field.Type.ToString().ToLowerInvariant();

    private static string Short(FileDescriptorProto file, string name)
    {
        var own = $".{file.Package}.";
        return name.StartsWith(own, StringComparison.Ordinal) ? name[own.Length..] : name[1..];
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"([^;{}]*)[;{}]")]
    private static partial Regex Statements();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Options();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
