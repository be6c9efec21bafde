using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Expands <c>subPathExpr</c>, where a variable that is not there is an error instead of plain text.</summary>
internal static class SubPathExpression
{
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a variable is missing.</exception>
    public static string Expand(string expression, IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Strict(environment);
        var path = VariableExpansion.Expand(expression, variables);
        return variables.Missing is null
            ? path
            : throw new ProviderException(ErrorReason.Invalid, $"subPathExpr \"{expression}\": missing value for \"{variables.Missing}\".");
    }

    private sealed class Strict(IReadOnlyDictionary<string, string> values) : IReadOnlyDictionary<string, string>
    {
        public string? Missing { get; private set; }

        public IEnumerable<string> Keys => values.Keys;

        public IEnumerable<string> Values => values.Values;

        public int Count => values.Count;

        public string this[string key] => values[key];

        public bool ContainsKey(string key) => values.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            var found = values.TryGetValue(key, out value);
            Missing ??= found ? null : key;
            return found;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
