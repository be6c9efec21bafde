namespace Reeve.Distributions.Text;

/// <summary>A mapping that keeps its order and leaves out what is not there.</summary>
internal sealed class Mapping : Dictionary<string, object>
{
    /// <summary>Adds an entry, unless its value is null, an empty text, list or mapping.</summary>
    public Mapping With(string name, object? value)
    {
        var isEmpty = value switch
        {
            null => true,
            string text => text.Length == 0,
            System.Collections.ICollection items => items.Count == 0,
            _ => false,
        };
        if (!isEmpty)
        {
            Add(name, value!);
        }

        return this;
    }
}
