using System.ComponentModel.DataAnnotations;

namespace Fixture;

/// <summary>The options of an instance.</summary>
public sealed class FixtureOptions
{
    /// <summary>Which of <see cref="Patterns"/> to follow.</summary>
    [Required]
    public string Pattern { get; set; } = "none";
}
