using Xunit;

namespace Reeve.Testing;

/// <summary>A theory that needs components of the machine; see <see cref="RequiresFactAttribute"/>.</summary>
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    /// <summary>Creates the mark.</summary>
    public RequiresTheoryAttribute(params Component[] components)
    {
        var missing = components.Select(Components.Missing).FirstOrDefault(why => why is not null);
        if (missing is not null && !Components.Required)
        {
            Skip = missing;
        }
    }
}
