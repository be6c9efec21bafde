namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>A word of a unit's value.</summary>
/// <param name="Text">Without quotes and escapes.</param>
/// <param name="IsSeparator">A bare semicolon, which separates commands.</param>
internal readonly record struct UnitWord(string Text, bool IsSeparator);
