using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Collects what is wrong, with field paths, in the words of the Kubernetes API's validation.</summary>
internal sealed class SpecErrors
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public void Add(string field, string message) => _errors.Add(new FieldError { Field = field, Message = message });

    public void Required(string field) => Add(field, "Required value");

    public void Invalid(string field, object? value, string rule) => Add(field, $"Invalid value: \"{value}\": {rule}");

    /// <summary>Requires a value between bounds.</summary>
    public void Range(string field, long? value, long least, long most)
    {
        if (value < least || value > most)
        {
            Invalid(field, value, $"must be between {least} and {most}");
        }
    }

    /// <summary>Requires a duration above zero that a timer takes.</summary>
    public void Duration(string field, TimeSpan? value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(30))
        {
            Invalid(field, value, "must be above zero and at most 30 days");
        }
    }

    /// <summary>Requires names that are labels, each once.</summary>
    public void Names(string list, IEnumerable<string> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var i = 0;
        foreach (var name in names)
        {
            var field = $"{list}[{i++}].name";
            if (name.Length == 0)
            {
                Required(field);
            }
            else if (!DnsName.IsLabel(name))
            {
                Invalid(field, name, "must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends");
            }
            else if (!seen.Add(name))
            {
                Add(field, $"Duplicate value: \"{name}\"");
            }
        }
    }

    /// <summary>Requires host names, perhaps with a wildcard for the first label.</summary>
    public void Hosts(string field, IReadOnlyList<string> hosts)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            var name = hosts[i].StartsWith("*.", StringComparison.Ordinal) ? hosts[i][2..] : hosts[i];
            if (name.Length > 253 || !(Patterns.Host().IsMatch(name) || System.Net.IPAddress.TryParse(name.Trim('[', ']'), out _)))
            {
                Invalid($"{field}[{i}]", hosts[i], "must be a host name without port, or *. and one");
            }
        }
    }

    /// <summary>Requires networks.</summary>
    public void Networks(string field, IReadOnlyList<string> networks)
    {
        for (var i = 0; i < networks.Count; i++)
        {
            if (!System.Net.IPNetwork.TryParse(networks[i], out _))
            {
                Invalid($"{field}[{i}]", networks[i], "must be a network such as 10.0.0.0/8");
            }
        }
    }

    /// <summary>Requires headers that cannot break a message.</summary>
    public void Headers(string field, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (!Patterns.Token().IsMatch(name))
            {
                Invalid($"{field}[{name}]", name, "must be a header name");
            }
            else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                Invalid($"{field}[{name}]", "(value)", "must be printable ASCII without line breaks");
            }
        }
    }
}
