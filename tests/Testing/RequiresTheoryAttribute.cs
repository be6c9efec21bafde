using Xunit;

namespace Reeve.Testing;

/// <summary>A theory that needs a component of the machine; see <see cref="RequiresFactAttribute"/>.</summary>
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    /// <summary>Creates the mark.</summary>
    public RequiresTheoryAttribute(Component component)
    {
        var missing = Components.Missing(component);
        if (missing is not null && !Components.Required)
        {
            Skip = missing;
        }
    }
}
