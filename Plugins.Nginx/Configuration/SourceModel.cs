using System.Net;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>Variables that are 1 for clients in certain networks and 0 for others: one for each list of networks.</summary>
/// <param name="variables">Takes them.</param>
internal sealed class SourceModel(List<Variable> variables)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The variable for networks, without the dollar sign.</summary>
    public string Of(IReadOnlyList<IPNetwork> networks)
    {
        string[] texts = [.. networks.Select(static network => network.ToString()).Distinct().Order(StringComparer.Ordinal)];
        var key = string.Join(' ', texts);
        if (!_names.TryGetValue(key, out var name))
        {
            _names[key] = name = $"reeve_from_{_names.Count}";
            var variable = new Variable("geo", "$remote_addr", name) { Default = "0" };
            foreach (var text in texts)
            {
                variable.Add(text, "1");
            }

            variables.Add(variable);
        }

        return name;
    }
}
