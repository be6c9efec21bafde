using Xunit;

namespace Reeve.Testing;

/// <summary>
/// A test that needs a component of the machine. Without it the test is skipped with the reason, or fails where
/// <c>REEVE_REQUIRE_COMPONENTS=1</c> says that everything has to be there.
/// </summary>
public sealed class RequiresFactAttribute : FactAttribute
{
    /// <summary>Creates the mark.</summary>
    public RequiresFactAttribute(params Component[] components)
    {
        var missing = components.Select(Components.Missing).FirstOrDefault(static missing => missing is not null);
        if (missing is not null && !Components.Required)
        {
            Skip = missing;
        }
    }
}
