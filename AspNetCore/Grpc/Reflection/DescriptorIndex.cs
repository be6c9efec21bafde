using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Reeve.AspNetCore.Grpc.Reflection;

/// <summary>The proto files behind services, by name and by what they declare. Immutable.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);

    /// <summary>Collects the files of services and all that they import.</summary>
    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        var all = services.ToList();
        Services = [.. all.Select(service => service.FullName).Order(StringComparer.Ordinal)];
        all.ForEach(service => Add(service.File));
    }

    /// <summary>Full names of the services.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The file of this name.</summary>
    public FileDescriptor? FindFile(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that declares a service, method, message, field, enum or value of this full name.</summary>
    public FileDescriptor? FindSymbol(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>Whether a message of this full name is declared.</summary>
    public bool IsMessage(string name) => FindSymbol(name)?.MessageTypes.Any(message => Declares(message, name)) == true;

    /// <summary>A file and all that it imports, each once, serialized.</summary>
    public static IReadOnlyList<ByteString> WithImports(FileDescriptor file)
    {
        var seen = new Dictionary<string, ByteString>(StringComparer.Ordinal);
        Collect(file);
        return [.. seen.Values];

        void Collect(FileDescriptor one)
        {
            if (seen.TryAdd(one.Name, one.SerializedData))
            {
                one.Dependencies.ToList().ForEach(Collect);
            }
        }
    }

    private static bool Declares(MessageDescriptor message, string name) => message.FullName == name || message.NestedTypes.Any(nested => Declares(nested, name));

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Add(import);
        }

        IEnumerable<IDescriptor> declared =
        [
            .. file.Services,
            .. file.Services.SelectMany(service => service.Methods),
            .. file.MessageTypes.SelectMany(Declared),
            .. file.EnumTypes.SelectMany(Declared),
        ];
        foreach (var one in declared)
        {
            _symbols.TryAdd(one.FullName, file);
        }
    }

    private static IEnumerable<IDescriptor> Declared(MessageDescriptor message) =>
    [
        message,
        .. message.Fields.InDeclarationOrder(),
        .. message.NestedTypes.SelectMany(Declared),
        .. message.EnumTypes.SelectMany(Declared),
    ];

    private static IEnumerable<IDescriptor> Declared(EnumDescriptor one) => [one, .. one.Values];
}
